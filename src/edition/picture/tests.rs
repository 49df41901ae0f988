use super::*;

const NS: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

fn svg(attributes: &str, inside: &str) -> String {
    format!("<svg {NS} {attributes}>{inside}</svg>")
}

fn draw(svg: &str, width: u32) -> Result<Png, PictureFault> {
    Drawing::read(svg.as_bytes())?.png(width)
}

/// Reads the pixels back.
fn read_back(png: &Png) -> Pixmap {
    Pixmap::decode_png(&png.bytes).unwrap()
}

#[test]
fn shapes_are_drawn_in_their_places_and_colours() {
    let shapes = "<rect width='10' height='10' fill='#ff0000'/>\
                  <rect x='10' width='10' height='10' fill='#0000ff' opacity='0.5'/>";
    let png = draw(&svg("viewBox='0 0 20 20'", shapes), 40).unwrap();
    assert_eq!((png.width, png.height), (40, 40));
    let drawn = read_back(&png);
    let at = |x, y| {
        let one = drawn.pixel(x, y).unwrap().demultiply();
        (one.red(), one.green(), one.blue(), one.alpha())
    };
    assert_eq!(at(5, 5), (255, 0, 0, 255));
    assert_eq!(at(5, 30), (0, 0, 0, 0));
    let half = at(30, 5);
    assert_eq!((half.0, half.1, half.2), (0, 0, 255));
    assert!((126..=129).contains(&half.3), "{half:?}");
    assert_eq!(png, draw(&svg("viewBox='0 0 20 20'", shapes), 40).unwrap());
}

#[test]
fn sizes_are_bounded_and_keep_their_shape() {
    for (size, width, wanted) in [
        ("width='300' height='100'", 150, (150, 50)),
        ("viewBox='0 0 1 1'", 1_000_000, (4096, 4096)),
        ("width='1e9' height='1e9'", 100, (100, 100)),
        ("width='1' height='1000'", 100, (4, 4096)),
        ("width='1000' height='1e-3'", 100, (100, 1)),
        ("width='10' height='10'", 0, (1, 1)),
    ] {
        let png = draw(&svg(size, "<rect width='9' height='9'/>"), width).unwrap();
        assert_eq!((png.width, png.height), wanted, "{size}");
    }
}

#[test]
fn what_is_no_svg_is_a_fault() {
    for text in [
        "",
        "x",
        "<svg",
        "<html/>",
        &svg("width='0' height='10'", ""),
        &svg("width='-1' height='10'", ""),
        "\u{1f}\u{8b}",
        "<svg xmlns='http://www.w3.org/2000/svg'>&nothing;</svg>",
    ] {
        let found = Drawing::read(text.as_bytes());
        assert!(
            matches!(found, Err(PictureFault::Unreadable(_))),
            "{text}: {found:?}"
        );
    }
    assert!(Drawing::read(b"\xff\xfe<\0").is_err());
}

#[test]
fn no_other_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.svg");
    let secret = svg(
        "width='9' height='9'",
        "<rect width='9' height='9' fill='red'/>",
    );
    #[expect(clippy::disallowed_methods, reason = "the test plays the user")]
    std::fs::write(&file, &secret).unwrap();
    let path = file.display();
    let empty = draw(&svg("width='9' height='9'", ""), 9).unwrap();
    for (inside, left_out) in [
        (format!("<image href='file://{path}' width='9' height='9'/>"), "image"),
        (format!("<image href='{path}' width='9' height='9'/>"), "image"),
        (format!("<image xmlns:x='http://www.w3.org/1999/xlink' x:href='{path}' width='9' height='9'/>"), "image"),
        ("<image href='data:image/svg+xml,%3Csvg/%3E' width='9' height='9'/>".to_owned(), "image"),
        (format!("<use href='{path}#x'/>"), ""),
        (format!("<rect width='9' height='9' fill='none' clip-path='url({path}#x)'/>"), ""),
        ("<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>Hi</p></foreignObject>".to_owned(), "foreignObject"),
    ] {
        let drawing = Drawing::read(svg("width='9' height='9'", &inside).as_bytes()).unwrap();
        let names: Vec<_> = drawing.left_out().iter().copied().collect();
        assert_eq!(names.join(""), left_out, "{inside}");
        assert_eq!(drawing.png(9).unwrap(), empty, "{inside}");
    }
    // An entity that leads to a file stands for nothing.
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{path}'>]>{}",
        svg("width='9' height='9'", "&x;")
    );
    if let Ok(drawn) = draw(&entity, 9) {
        assert_eq!(drawn, empty);
    }
}

#[test]
fn text_is_left_out_and_named() {
    let drawing = Drawing::read(
        svg(
            "width='9' height='9'",
            "<text y='9'>口罩</text><text> </text>",
        )
        .as_bytes(),
    );
    let drawing = drawing.unwrap();
    assert_eq!(drawing.left_out().iter().collect::<Vec<_>>(), [&"text"]);
    let empty = svg("width='9' height='9'", "");
    assert_eq!(drawing.png(9).unwrap(), draw(&empty, 9).unwrap());
}

/// Ten of each, each of the one before it.
fn nested(one: &dyn Fn(usize) -> String) -> String {
    let first = "<rect id='x0' width='9' height='9'/>".to_owned();
    (1..10).map(one).fold(first, |all, next| all + &next)
}

#[test]
fn small_files_that_ask_for_much_are_refused_at_once() {
    let uses = nested(&|n| {
        format!(
            "<g id='x{n}'>{}</g>",
            format!("<use href='#x{}'/>", n - 1).repeat(10)
        )
    });
    let clips = nested(&|n| {
        let shape = format!("<rect width='9' height='9' clip-path='url(#x{})'/>", n - 1);
        format!("<clipPath id='x{n}'>{}</clipPath>", shape.repeat(10))
    }) + "<rect width='9' height='9' clip-path='url(#x9)'/>";
    let masks = nested(&|n| {
        let shape = format!("<rect width='9' height='9' style='mask:url(#x{})'/>", n - 1);
        format!("<mask id='x{n}'>{}</mask>", shape.repeat(10))
    }) + "<rect width='9' height='9' mask='url(#x9)'/>";
    let sheet = "<style>".to_owned()
        + &(1..10)
            .map(|n| format!(".c{n}{{fill:url('#x{n}')}}"))
            .collect::<String>()
        + "</style>"
        + &nested(&|n| {
            let shape = format!("<rect width='9' height='9' class='c{}'/>", n - 1);
            format!(
                "<pattern id='x{n}' width='1' height='1'>{}</pattern>",
                shape.repeat(10)
            )
        })
        + "<rect width='9' height='9' class='c9'/>";
    let markers = nested(&|n| {
        let line = format!(
            "<path d='{}' marker-mid='url(#x{})'/>",
            "M0 0L9 9".repeat(99),
            n - 1
        );
        format!("<marker id='x{n}' markerWidth='9' markerHeight='9'>{line}</marker>")
    }) + "<path d='M0 0L1 1L2 2' marker-mid='url(#x9)'/>";
    let deep = "<g>".repeat(5000) + &"</g>".repeat(5000);
    let layers = "<g opacity='.5'>".repeat(100)
        + "<rect x='-999' y='-999' width='9999' height='9999'/>"
        + &"</g>".repeat(100);
    let noise = "<filter id='f'><feTurbulence numOctaves='999999999'/></filter><rect filter='url(#f)' width='9' height='9'/>".to_owned();
    let tile = "<pattern id='p' width='99999' height='99999' patternUnits='userSpaceOnUse'><rect width='9' height='9'/></pattern><rect fill='url(#p)' width='9' height='9'/>".to_owned();
    for inside in [
        uses, clips, masks, sheet, markers, deep, layers, noise, tile,
    ] {
        let start = std::time::Instant::now();
        let found = draw(&svg("width='900' height='900'", &inside), 1200);
        let shown: String = inside.chars().take(300).collect();
        assert!(
            matches!(
                found,
                Err(PictureFault::TooMuch(_) | PictureFault::Filter(_))
            ),
            "{shown}: {:?}",
            found.map(|png| png.width)
        );
        assert!(start.elapsed().as_secs() < 20, "{shown}");
    }
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let text = format!(
        "<!DOCTYPE svg [<!ENTITY l0 '<g/>'>{laughs}]>{}",
        svg("width='9' height='9'", "&l9;")
    );
    assert!(draw(&text, 9).is_err());
}

#[test]
fn ordinary_drawings_are_not_refused() {
    // What a drawing program writes: entities, gradients, a shadow, classes
    // with clip paths, arrows on a long line.
    let clips: String = (0..60)
        .map(|n| format!("<clipPath id='c{n}'><rect width='90' height='90'/></clipPath><g class='k{n}'><path d='M0 0H90V90z' fill='url(#a)'/></g>"))
        .collect();
    let rules: String = (0..60)
        .map(|n| format!(".k{n} {{ clip-path: url(#c{n}); }}"))
        .collect();
    let line: String = (0..2000).map(|n| format!("L{n} {}", n % 90)).collect();
    let inside = format!(
        "<style>{rules}</style><defs><linearGradient id='a'><stop stop-color='red'/><stop offset='1'/></linearGradient>\
         <filter id='s'><feDropShadow dx='2' dy='2' stdDeviation='3'/></filter>\
         <marker id='m' markerWidth='3' markerHeight='3'><path d='M0 0L3 1.5L0 3z'/></marker></defs>\
         {clips}<path d='M0 0{line}' fill='none' stroke='black' marker-end='url(#m)' stroke-dasharray='4 2'/>\
         <rect width='50' height='50' filter='url(#s)'/><use href='#z' xmlns:i='&ns;'/>"
    );
    let text = format!(
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [<!ENTITY ns 'http://ns.example/'>]>{}",
        svg("viewBox='0 0 100 100'", &inside)
    );
    let png = draw(&text, 120).unwrap();
    assert_eq!((png.width, png.height), (120, 120));
    // What is wanted in print is not too much either; drawing that here is slow.
    let drawing = Drawing::read(text.as_bytes()).unwrap();
    assert_eq!(pixels::check(&drawing.tree, 12.0, 1200, 1200), Ok(()));
}
