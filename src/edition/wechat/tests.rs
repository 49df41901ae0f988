use super::*;
use crate::locale::Locale;

fn words(tag: &str) -> Words {
    let locale = Locale::parse(tag).unwrap();
    Words::new(&locale, std::slice::from_ref(&locale), &[])
}

fn made(body: &str) -> Fragment {
    fragment(&Article {
        body,
        title: None,
        correction: None,
        words: &words("zh-Hans-CN"),
        picture: &|address| match address {
            "kite.svg" => Picture::Shown("kite.wechat.png".to_owned()),
            _ => Picture::Text,
        },
    })
}

/// The fragment without its styles and the whole's element.
fn bare(body: &str) -> String {
    let html = made(body).html;
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(" style=\"") {
        out.push_str(before);
        rest = after.split_once('"').unwrap().1;
    }
    out.push_str(rest);
    let inner = out.trim_end().strip_prefix("<section>").unwrap();
    inner.strip_suffix("</section>").unwrap().to_owned()
}

#[test]
fn links_become_numbers_and_notes() {
    assert_eq!(
        bare(
            "<p><a href=\"https://a.example/x?y&amp;z\">Text</a> and <a href=\"#part\">part</a>, <a href=\"https://a.example/x?y&amp;z\" title=\"t\">again</a>, <a href=\"mailto:a@b.example\">mail</a></p>"
        ),
        "<p>Text<sup>[1]</sup> and part, again<sup>[1]</sup>, mail<sup>[2]</sup></p>\
         <section><p>脚注</p><p>[1] https://a.example/x?y&amp;z</p><p>[2] a@b.example</p></section>"
            .replace("Text<", "<span>Text</span><")
            .replace("again<", "<span>again</span><")
            .replace("mail<", "<span>mail</span><")
    );
    // A link that shows its address says where it leads.
    assert_eq!(
        bare(
            "<p><a href=\"https://a.example/\">https://a.example/</a>, <a href=\"mailto:a@b.example\">a@b.example</a></p>"
        ),
        "<p><span>https://a.example/</span>, <span>a@b.example</span></p>"
    );
}

#[test]
fn footnotes_and_links_have_one_count() {
    let body = "<p><a href=\"https://a.example/\">A</a> b<sup><a id=\"ref.1\" href=\"#note.1\" role=\"doc-noteref\">1</a></sup></p>\n\
        <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n<li id=\"note.1\"><p>The <a href=\"https://c.example/\">note</a>. <a href=\"#ref.1\" role=\"doc-backlink\">↩</a></p>\n<ul>\n<li>item</li>\n</ul>\n</li>\n</ol>\n</section>\n";
    assert_eq!(
        bare(body),
        "<p><span>A</span><sup>[1]</sup> b<sup>[2]</sup></p><section><p>脚注</p><p>[1] https://a.example/</p>\
         <p>[2] The <span>note</span><sup>[3]</sup>.</p><ul><li>item</li></ul><p>[3] https://c.example/</p></section>"
    );
}

#[test]
fn nothing_stays_that_the_editor_drops_or_a_reader_could_be_harmed_by() {
    for (body, wanted) in [
        (
            "<p class=\"x\" id=\"y\" onclick=\"alert(1)\" style=\"color:red\" data-x=\"1\">a</p>",
            "<p>a</p>",
        ),
        (
            "<script>alert(1)</script><style>p{}</style><p>a</p>",
            "<p>a</p>",
        ),
        (
            "<p><svg onload=\"alert(1)\"><circle/><svg></svg></svg>a</p>",
            "<p>a</p>",
        ),
        ("<p><a href=\"javascript:alert(1)\">a</a></p>", "<p>a</p>"),
        ("<p><a href=\" JaVaScRiPt:alert(1)\">a</a></p>", "<p>a</p>"),
        ("<img src=\"javascript:alert(1)\" alt=\"a\">", "a"),
        ("<img src=\"data:text/html,x\" alt=\"a\">", "a"),
        (
            "<img src=\"kite.svg\" srcset=\"x 2x\" onerror=\"alert(1)\" alt=\"&quot;&gt;&lt;b\">",
            "<img src=\"kite.wechat.png\" alt=\"&quot;&gt;&lt;b\">",
        ),
        ("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
        ("<unknown onx><p>a</unknown></p>", "<p>a</p>"),
        (
            "<p lang=\"es&quot; onclick=&quot;x\">a</p>",
            "<p lang=\"es&quot; onclick=&quot;x\">a</p>",
        ),
        (
            "<td colspan=\"2\" rowspan=\"x\">a</td>",
            "<td colspan=\"2\">a</td>",
        ),
    ] {
        assert_eq!(bare(body), wanted, "{body}");
    }
    let html = made("<p>x</p>").html;
    assert!(!html.contains("class=") && !html.contains("id="));
    let lost = made("<video><p>a</p></video><svg/><iframe></iframe><p>b</p>");
    let names: Vec<_> = lost.left_out.iter().map(String::as_str).collect();
    assert_eq!(names, ["iframe", "svg", "video"]);
}

#[test]
fn what_is_open_is_closed_and_nests() {
    for (body, wanted) in [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<div><p>a</div>b</p>", "<section><p>a</p></section>b"),
        ("<p><b>a</p></b>", "<p><strong>a</strong></p>"),
        ("</p></div>a", "a"),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        ),
        ("<p>a<ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
    ] {
        assert_eq!(bare(body), wanted, "{body}");
    }
}

#[test]
fn lists_have_no_line_ends_and_code_keeps_its_lines() {
    assert_eq!(
        bare("<ul>\n<li>a</li>\n<li>\n<p>b <em>c</em> <strong>d</strong></p>\n</li>\n</ul>\n"),
        "<ul><li>a</li><li><p>b <em>c</em> <strong>d</strong></p></li></ul>"
    );
    assert_eq!(
        bare(
            "<pre tabindex=\"0\" translate=\"no\"><code class=\"language-x\">if a {\n  b();\n}\n</code></pre>\n"
        ),
        "<pre><code>if a {<br>  b();<br>}</code></pre>"
    );
}

#[test]
fn a_title_and_a_correction_stand_over_the_text() {
    let correction = Text::own("人数为 <1>");
    let html = fragment(&Article {
        body: "<p>正文</p>",
        title: Some(&Text::own("标题 & <b>")),
        correction: Some(&correction),
        words: &words("zh-Hans-CN"),
        picture: &|_| Picture::Text,
    })
    .html;
    let places = [
        "标题 &amp; &lt;b&gt;</h1>",
        "更正</strong>",
        "人数为 &lt;1&gt;</p>",
        "正文</p>",
    ]
    .map(|one| html.find(one).unwrap());
    assert!(places.is_sorted(), "{html}");
    let html = fragment(&Article {
        body: "<h1>标题</h1>\n<p>正文</p>",
        title: None,
        correction: Some(&correction),
        words: &words("zh-Hans-CN"),
        picture: &|_| Picture::Text,
    })
    .html;
    let places = ["标题</h1>", "更正</strong>", "正文</p>"].map(|one| html.find(one).unwrap());
    assert!(places.is_sorted(), "{html}");
}

#[test]
fn emphasis_among_han_has_dots() {
    assert!(made("<em>a</em>").html.contains("text-emphasis:filled dot"));
}

#[test]
fn a_page_holds_what_is_copied_and_no_value_fills_another() {
    let article = made("<p>{{title}} {{copy}}</p>");
    let page = copy_page(&CopyPage {
        title: &Text::own("{{article}} </title><script>"),
        words: &words("es-EC"),
        article: &article,
    });
    assert!(page.contains("<p style=\"margin:0 0 16px\">{{title}} {{copy}}</p>"));
    assert!(page.contains("<title>{{article}} &lt;/title&gt;&lt;script&gt;</title>"));
    assert!(page.contains("<html lang=\"es-EC\" dir=\"ltr\">"));
    assert!(page.contains("id=\"copy\">Copiar el artículo</button>"));
    assert_eq!(page.matches("<script").count(), 1);
}
