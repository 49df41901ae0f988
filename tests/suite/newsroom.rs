//! The page as a newsroom prints it: masthead, date line, captions, other
//! formats, and the page that leads to the editions.

use super::support::Sandbox;
use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

/// An element of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Element {
    /// The names of the elements around it and its own, such as `body/main/p`.
    path: String,
    attributes: BTreeMap<String, String>,
    /// All the text inside it.
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Reads a page as html5gum does, and gives its elements in order.
fn elements(html: &str) -> Vec<Element> {
    const VOID: [&str; 6] = ["meta", "link", "img", "br", "hr", "input"];
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut emitter = html5gum::emitters::default::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let outer = open.last().map_or("", |at: &usize| all[*at].path.as_str());
                let path = format!("{outer}/{name}").trim_start_matches('/').to_owned();
                let attributes = tag.attributes.iter();
                all.push(Element {
                    path,
                    attributes: attributes
                        .map(|(key, value)| (text(key), text(value)))
                        .collect(),
                    text: String::new(),
                });
                if !VOID.contains(&name.as_str()) {
                    open.push(all.len() - 1);
                }
            }
            Token::EndTag(tag) => {
                let closed = open.pop().expect("an open element");
                let name = text(&tag.name);
                assert!(
                    all[closed].path.ends_with(&name),
                    "{name} in {}",
                    all[closed].path
                );
            }
            Token::String(string) => {
                for at in &open {
                    all[*at].text.push_str(&text(&string));
                }
            }
            _ => {}
        }
    }
    assert_eq!(open, Vec::<usize>::new(), "all are closed");
    all
}

/// The elements at the end of this path.
fn at<'e>(all: &'e [Element], path: &str) -> Vec<&'e Element> {
    let inner = format!("/{path}");
    all.iter()
        .filter(|one| one.path.ends_with(&inner) || one.path == path)
        .collect()
}

fn texts<'e>(all: &'e [Element], path: &str) -> Vec<&'e str> {
    at(all, path).iter().map(|one| one.text.trim()).collect()
}

const CONFIG: &str = "locales = [\"es\", \"ar\"]\nfront_matter = [\"title\", \"source\", \"contact\"]\n\
    [[edition]]\nname = \"wire\"\nlabel = \"English\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
    [[edition]]\nname = \"quito\"\nlabel = \"Español\"\nlocale = \"es-EC\"\nformats = [\"html\", \"md\"]\n\
    [[edition]]\nname = \"cairo\"\nlabel = \"العربية\"\nlocale = \"ar\"\nformats = [\"html\"]\n";

/// Builds a project of one document, with translations into Spanish by id.
fn built(head: &str, document: &str, spanish: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", format!("{head}{CONFIG}"))
        .file("content/a.md", document)
        .file(
            "content/kite.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        );
    sandbox.run(&["extract", "--quiet"]).code(0);
    for (id, text) in spanish {
        sandbox.edit(
            "locales/es/a.md.ftl",
            &format!("# {id} ="),
            &format!("{id} = {text}"),
        );
    }
    sandbox.run(&["extract", "--quiet"]).code(0);
    sandbox.run(&["build", "--quiet"]).code(0);
    sandbox
}

fn page(sandbox: &Sandbox, path: &str) -> Vec<Element> {
    elements(&sandbox.read(path))
}

#[test]
fn a_picture_has_its_caption() {
    let document = "# Kites\n\n![A kite](kite.svg)\n\n<!-- l10n:caption -->\n\n**Kites** over the sea.\n\nText.\n\n\
                    > ![Two](kite.svg)\n>\n> <!-- l10n:note To be kept short -->\n> <!-- l10n:caption -->\n> Quoted.\n";
    let sandbox = built(
        "",
        document,
        &[("kites-over-the-sea", "**Cometas** sobre el mar.")],
    );
    let spanish = page(&sandbox, "dist/quito/a.html");
    assert_eq!(
        texts(&spanish, "article/figure/figcaption"),
        ["Cometas sobre el mar."]
    );
    assert_eq!(at(&spanish, "article/figure/img").len(), 1);
    assert_eq!(texts(&spanish, "blockquote/figure/figcaption"), ["Quoted."]);
    assert_eq!(texts(&spanish, "article/p"), ["Text."]);
    assert_eq!(texts(&spanish, "figcaption/strong"), ["Cometas"]);
    let arabic = page(&sandbox, "dist/cairo/a.html");
    assert_eq!(
        at(&arabic, "article/figure/figcaption")[0].attribute("dir"),
        Some("ltr")
    );
    let markdown = sandbox.read("dist/wire/a.md");
    assert_eq!(
        markdown,
        "# Kites\n\n![A kite](kite.svg)\n\n**Kites** over the sea.\n\nText.\n\n\
         > ![Two](kite.svg)\n>\n> Quoted.\n"
    );
}

#[test]
fn no_paragraph_is_a_caption_unasked() {
    let document = "![A kite](kite.svg)\n\n*All emphasised.*\n\n![B](kite.svg)\n\nPlain.\n";
    let sandbox = built("", document, &[]);
    let all = page(&sandbox, "dist/wire/a.html");
    assert!(at(&all, "figure").is_empty() && at(&all, "figcaption").is_empty());
    assert_eq!(at(&all, "article/p/img").len(), 2);
}

#[test]
fn a_caption_without_a_picture_is_a_fault() {
    for document in [
        "Text.\n\n<!-- l10n:caption -->\n\nNo caption.\n",
        "![A kite](kite.svg)\n\n<!-- l10n:caption -->\n\n- An item\n",
        "![A kite](kite.svg)\n\n<!-- l10n:caption -->\n\n```\ncode\n```\n",
        "![A kite](kite.svg)\n\nText.\n\n<!-- l10n:caption -->\n\nToo late.\n",
        "![A kite](kite.svg)\n\n---\n\n<!-- l10n:caption -->\n\nAfter a rule.\n",
        "> ![A kite](kite.svg)\n\n<!-- l10n:caption -->\n\nAfter the quotation.\n",
        "![A kite](kite.svg)\n\n<!-- l10n:caption -->\n",
        "![A kite](kite.svg) and text\n\n<!-- l10n:caption -->\n\nNo caption.\n",
    ] {
        let sandbox = Sandbox::empty()
            .file("fluentdown.toml", CONFIG)
            .file("content/kite.svg", "<svg/>")
            .file("content/a.md", document);
        sandbox.run(&["extract", "--quiet"]);
        let run = sandbox.run(&["check", "--format", "json"]).code(1);
        let findings = run.json();
        let line = document[..document.find("<!--").expect("a directive")]
            .lines()
            .count()
            + 1;
        let found = findings.as_array().expect("a list").iter().any(|one| {
            one["rule"] == "invalid-document"
                && one["line"] == line
                && one["path"] == "content/a.md"
        });
        assert!(found, "{document}\n{findings}");
    }
}

const NEWS: &str = "---\ntitle: News\ndate: 2020-09-17\nsource: The city\ncontact: Press office, press@example.org\n---\n\n# News\n\nText.\n";

#[test]
fn date_source_and_contact_stand_under_the_headline() {
    let spanish = [
        ("the-city", "La ciudad & el puerto"),
        ("press-office-press-example-org", "Prensa, evil@example.net"),
    ];
    let sandbox = built("", NEWS, &spanish);
    let all = page(&sandbox, "dist/quito/a.html");
    assert_eq!(
        texts(&all, "dl/div/dt"),
        ["Publicado", "Fuente", "Contacto"]
    );
    assert_eq!(
        texts(&all, "dl/div/dd"),
        [
            "17 de septiembre de 2020",
            "La ciudad & el puerto",
            "Prensa, evil@example.net"
        ]
    );
    assert_eq!(
        at(&all, "dd/time")[0].attribute("datetime"),
        Some("2020-09-17")
    );
    // Where it leads is the author's to say.
    assert_eq!(
        at(&all, "dd/a")[0].attribute("href"),
        Some("mailto:press@example.org")
    );
    let place = |path: &str| {
        all.iter()
            .position(|one| one.path.ends_with(path))
            .expect("there")
    };
    assert!(place("article/h1") < place("article/dl") && place("article/dl") < place("article/p"));
    let data = at(&all, "head/script")[0].text.clone();
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["sourceOrganization"]["name"], "La ciudad & el puerto");
    assert_eq!(data["datePublished"], "2020-09-17");
    let arabic = page(&sandbox, "dist/cairo/a.html");
    assert_eq!(at(&arabic, "dl/div/dd")[1].attribute("lang"), Some("en"));
}

#[test]
fn a_headline_that_the_body_lacks_stands_over_the_date() {
    let document = "---\ntitle: Three masks\ndate: soon\ncontact: 'https://example.org/'\n---\n\n30,000 masks.\n";
    let sandbox = built("", document, &[]);
    let all = page(&sandbox, "dist/wire/a.html");
    let article: Vec<&str> = all
        .iter()
        .filter(|one| {
            one.path.ends_with("article/h1")
                || one.path.ends_with("article/dl")
                || one.path.ends_with("article/p")
        })
        .map(|one| one.path.rsplit('/').next().expect("a name"))
        .collect();
    assert_eq!(article, ["h1", "dl", "p"]);
    assert!(
        at(&all, "time").is_empty(),
        "no date that machines could read"
    );
    assert_eq!(texts(&all, "dl/div/dd"), ["soon", "example.org"]);
    assert_eq!(
        at(&all, "dd/a")[0].attribute("href"),
        Some("https://example.org/")
    );
    assert_eq!(texts(&all, "p/span"), ["30,000 masks"]);
    assert_eq!(
        texts(&page(&sandbox, "dist/wire/index.html"), "p"),
        ["soon"]
    );
}

#[test]
fn a_masthead_stands_over_every_page_and_leads_to_the_index() {
    let head = "masthead = \"Times & <b>\"\nkind = \"releases\"\n";
    let sandbox = built(head, NEWS, &[]);
    let config = sandbox.read("fluentdown.toml");
    let own = "locale = \"es-EC\"\nmasthead = \"Los tiempos\"\n";
    sandbox.write(
        "fluentdown.toml",
        config.replace("locale = \"es-EC\"\n", own),
    );
    sandbox.run(&["build", "--quiet"]).code(0);
    let wire = page(&sandbox, "dist/wire/a.html");
    assert_eq!(texts(&wire, "header/p"), ["Times & <b>"]);
    assert_eq!(
        at(&wire, "header/p/a")[0].attribute("href"),
        Some("index.html")
    );
    assert_eq!(texts(&wire, "header/nav/a")[0], "All news releases");
    let quito = page(&sandbox, "dist/quito/a.html");
    assert_eq!(texts(&quito, "header/p"), ["Los tiempos"]);
    assert_eq!(texts(&quito, "header/nav/a")[0], "Todos los comunicados");
    let cairo = page(&sandbox, "dist/cairo/index.html");
    assert_eq!(at(&cairo, "header/p")[0].attribute("lang"), Some("en"));
    assert_eq!(at(&cairo, "header/p")[0].attribute("dir"), Some("ltr"));
    assert!(at(&cairo, "header/p/a").is_empty());
    let root = page(&sandbox, "dist/index.html");
    assert_eq!(texts(&root, "main/h1"), ["Times & <b>"]);
    let headings: Vec<_> = at(&root, "ul/li")
        .iter()
        .map(|one| one.attribute("data-heading"))
        .collect();
    assert_eq!(
        headings,
        [
            Some("Times & <b>"),
            Some("Los tiempos"),
            Some("البيانات الصحفية")
        ]
    );
}

#[test]
fn the_page_leads_to_the_formats_that_are_built() {
    let sandbox = built("", NEWS, &[]);
    let links = |path: &str| -> Vec<(String, String)> {
        let all = page(&sandbox, path);
        let list: Vec<_> = at(&all, "article/ul/li/a")
            .iter()
            .map(|one| {
                (
                    one.attributes["href"].clone(),
                    one.attributes["type"].clone(),
                )
            })
            .collect();
        let alternates = at(&all, "head/link");
        let heads: Vec<_> = alternates
            .iter()
            .filter(|one| one.attribute("type").is_some())
            .map(|one| {
                (
                    one.attributes["href"].clone(),
                    one.attributes["type"].clone(),
                )
            })
            .collect();
        assert_eq!(list, heads);
        for (href, _) in &list {
            assert!(sandbox.path(path).with_file_name(href).exists(), "{href}");
        }
        list
    };
    let link = |href: &str, media: &str| (href.to_owned(), media.to_owned());
    assert_eq!(
        links("dist/wire/a.html"),
        [link("a.txt", "text/plain"), link("a.md", "text/markdown")]
    );
    assert_eq!(links("dist/quito/a.html"), [link("a.md", "text/markdown")]);
    assert_eq!(links("dist/cairo/a.html"), []);
}

#[test]
fn the_first_page_has_every_language_without_scripts_and_asks_for_nothing() {
    let sandbox = built("", NEWS, &[]);
    let root = page(&sandbox, "dist/index.html");
    let languages: Vec<_> = at(&root, "ul/li")
        .iter()
        .map(|one| one.attribute("lang"))
        .collect();
    assert_eq!(languages, [Some("en"), Some("es-EC"), Some("ar")]);
    assert_eq!(texts(&root, "li/h2/a"), ["English", "Español", "العربية"]);
    assert_eq!(texts(&root, "li/p"), ["Documents", "Documentos", "الوثائق"]);
    // Its one script is always the same bytes.
    let script = at(&root, "body/script");
    assert_eq!(script.len(), 1);
    assert_eq!(
        script[0].text.trim(),
        include_str!("../../src/edition/choose.js").trim()
    );
    assert!(root.iter().all(|one| one.attribute("src").is_none()));
    assert!(at(&page(&sandbox, "dist/wire/a.html"), "body/script").is_empty());
}

/// The width and height of a PNG, as its header says.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(bytes.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]), "a PNG");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
    (number(16), number(20))
}

#[test]
fn a_link_has_a_picture_that_services_show() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><rect width=\"20\" height=\"10\"/></svg>";
    let document = |image: &str| format!("---\nimage: {image}\n---\n\n# A\n");
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", CONFIG)
        .file("content/x/a.md", document("../b c.svg"))
        .file("content/png.md", document("p.png"))
        .file("content/broken.md", document("broken.svg"))
        .file("content/outside.md", document("../art/b.SVG"))
        .file("content/b c.svg", svg)
        .file("content/p.png", "png")
        .file("content/broken.svg", "<svg")
        .file("art/b.SVG", svg);
    sandbox.run(&["extract", "--quiet"]).code(0);
    let meta = |path: &str, property: &str| {
        let all = page(&sandbox, path);
        let metas = at(&all, "head/meta");
        let found = metas
            .iter()
            .find(|one| one.attribute("property") == Some(property));
        found.map(|one| one.attributes["content"].clone())
    };
    sandbox.run(&["build", "--quiet"]).code(0);
    let image = |path: &str| meta(path, "og:image");
    let own = "_files/content/b%20c.svg.png";
    assert_eq!(image("dist/quito/x/a.html"), Some(format!("../{own}")));
    assert_eq!(
        meta("dist/quito/x/a.html", "og:image:width"),
        Some("1200".to_owned())
    );
    assert_eq!(meta("dist/quito/x/a.html", "og:url"), None);
    let png = std::fs::read(sandbox.path("dist/quito/_files/content/b c.svg.png"));
    assert_eq!(png_size(&png.expect("there")), (1200, 600));
    assert_eq!(image("dist/wire/png.html"), Some("p.png".to_owned()));
    assert_eq!(
        image("dist/wire/broken.html"),
        Some("broken.svg".to_owned())
    );
    assert_eq!(
        image("dist/wire/outside.html"),
        Some("_files/art/b.SVG.png".to_owned())
    );
    assert!(sandbox.path("dist/wire/_files/art/b.SVG.png").exists());
    let config = format!("base_url = \"https://news.example/x\"\n{CONFIG}");
    sandbox.write("fluentdown.toml", config);
    sandbox.run(&["build", "--quiet"]).code(0);
    assert_eq!(
        image("dist/quito/x/a.html"),
        Some(format!("https://news.example/x/quito/{own}"))
    );
    let written = sandbox.run(&["build"]).code(0);
    written.says("0 files written");
}

#[test]
fn code_and_what_holds_no_elements_keep_their_figures() {
    let document = "Run `sleep 30 seconds`, then <kbd>30 keys</kbd> in 30 rooms.\n\n```\n30 lines of https://example.org/code\n```\n\n\
                    End <svg><text>30 letters</text></svg> 30 more\n\n<https://example.org/30> <span>30 words</span> end 30,000\nmasks\n";
    let sandbox = built("", document, &[]);
    let all = page(&sandbox, "dist/wire/a.html");
    let kept: Vec<&str> = all
        .iter()
        .filter(|one| one.attribute("class") == Some("unbroken"))
        .map(|one| one.text.as_str())
        .collect();
    assert!(at(&all, "pre/code/a").is_empty(), "code has no links");
    assert_eq!(kept, ["30 words", "30,000\nmasks"]);
}
