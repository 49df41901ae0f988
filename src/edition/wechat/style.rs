//! The inline styles of an article, for reading on a phone.
//!
//! WeChat's own face and its dark mode are left to WeChat: no face but that of
//! code is named, and colours are those of ink on paper.

/// How an element is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The element that it becomes.
    pub(super) name: &'static str,
    /// Its style.
    pub(super) style: &'static str,
}

const fn look(name: &'static str, style: &'static str) -> Option<Look> {
    Some(Look { name, style })
}

/// The style of the whole, for text in Han or Kana, which needs more room
/// between the lines and is set in full lines.
pub(super) const HAN: &str = "font-size:16px;line-height:1.85;letter-spacing:0.03em;color:#333333;text-align:justify;overflow-wrap:break-word";
/// The style of the whole, for other text.
pub(super) const OTHER: &str =
    "font-size:16px;line-height:1.65;color:#333333;text-align:start;overflow-wrap:break-word";
/// The number of a note in the text.
pub(super) const NUMBER: &str = "font-size:12px;line-height:1;color:#576b95";
/// The text of a link.
pub(super) const LINK: &str = "color:#576b95";
/// What the notes stand in.
pub(super) const NOTES: &str = "margin:32px 0 0;padding:12px 0 0;border-top:1px solid #d9d9d9;font-size:14px;line-height:1.6;color:#595959;text-align:start";
/// The heading of the notes.
pub(super) const NOTES_TITLE: &str = "margin:0 0 8px;font-weight:bold";
/// A note.
pub(super) const NOTE: &str = "margin:0 0 6px;word-break:break-word";
/// A picture.
pub(super) const PICTURE: &str = "max-width:100%;height:auto;vertical-align:middle";
/// A correction over the text.
pub(super) const CORRECTION: &str =
    "margin:0 0 20px;padding:10px 14px;background-color:#f6f6f6;border-left:4px solid #b36b00";
/// Emphasis in Han or Kana: dots, since slanted characters are hard to read.
pub(super) const HAN_EMPHASIS: &str = "font-style:normal;-webkit-text-emphasis:filled dot;-webkit-text-emphasis-position:under;text-emphasis:filled dot;text-emphasis-position:under right";

/// Returns how an element is written; `None` where its content stays without it.
pub(super) fn of(name: &str, class: &str, is_han: bool) -> Option<Look> {
    let has = |one: &str| class.split_ascii_whitespace().any(|class| class == one);
    match name {
        "h1" => look(
            "h1",
            "margin:0 0 20px;font-size:22px;line-height:1.4;font-weight:bold;text-align:start",
        ),
        "h2" => look(
            "h2",
            "margin:32px 0 12px;font-size:19px;line-height:1.4;font-weight:bold;text-align:start",
        ),
        "h3" => look(
            "h3",
            "margin:28px 0 10px;font-size:17px;line-height:1.5;font-weight:bold;text-align:start",
        ),
        "h4" => look(
            "h4",
            "margin:24px 0 8px;font-size:16px;line-height:1.5;font-weight:bold;text-align:start",
        ),
        "h5" => look(
            "h5",
            "margin:24px 0 8px;font-size:16px;line-height:1.5;font-weight:bold;text-align:start",
        ),
        "h6" => look(
            "h6",
            "margin:24px 0 8px;font-size:16px;line-height:1.5;font-weight:bold;text-align:start",
        ),
        "p" if has("alert-title") => look("p", "margin:0 0 8px;font-weight:bold"),
        "summary" => look("section", "margin:0 0 8px;font-weight:bold"),
        "p" => look("p", "margin:0 0 16px"),
        "figcaption" | "legend" => look(
            "section",
            "margin:6px 0 0;font-size:14px;line-height:1.5;color:#595959;text-align:center",
        ),
        "caption" => look(
            "caption",
            "padding:0 0 6px;font-size:14px;line-height:1.5;color:#595959;text-align:center",
        ),
        "figure" => look("section", "margin:0 0 20px;text-align:center"),
        "blockquote" => look(
            "blockquote",
            "margin:0 0 16px;padding:2px 0 2px 14px;border-left:4px solid #d0d0d0;color:#595959",
        ),
        "div" | "aside" if has("alert") || name == "aside" => look(
            "section",
            "margin:0 0 16px;padding:12px 14px 1px;background-color:#f6f6f6;border-left:4px solid #576b95",
        ),
        "div" if has("table") => look("section", "margin:0 0 16px"),
        "ul" => look(
            "ul",
            "margin:0 0 16px;padding:0 0 0 24px;list-style-type:disc",
        ),
        "ol" => look(
            "ol",
            "margin:0 0 16px;padding:0 0 0 28px;list-style-type:decimal",
        ),
        "li" => look("li", "margin:0 0 6px"),
        "dt" => look("section", "margin:0 0 4px;font-weight:bold"),
        "dd" => look("section", "margin:0 0 12px;padding:0 0 0 24px"),
        "table" => look(
            "table",
            "width:100%;border-collapse:collapse;font-size:14px;line-height:1.6;text-align:start",
        ),
        "thead" => look("thead", ""),
        "tbody" | "tfoot" => look("tbody", ""),
        "tr" => look("tr", ""),
        "th" => look(
            "th",
            "padding:6px 8px;border:1px solid #d0d0d0;overflow-wrap:anywhere;background-color:#f2f2f2;font-weight:bold",
        ),
        // A table is as wide as the phone: what scrolls by itself needs more than a style.
        "td" => look(
            "td",
            "padding:6px 8px;border:1px solid #d0d0d0;overflow-wrap:anywhere",
        ),
        "pre" => look(
            "pre",
            "margin:0 0 16px;padding:12px;background-color:#f6f6f6;font-family:Menlo,Consolas,monospace;font-size:13px;line-height:1.6;letter-spacing:0;text-align:start;white-space:pre-wrap;overflow-wrap:anywhere",
        ),
        "code" | "kbd" | "samp" | "tt" => look(
            "code",
            "padding:1px 4px;background-color:#f2f2f2;font-family:Menlo,Consolas,monospace;font-size:14px;letter-spacing:0",
        ),
        "strong" | "b" => look("strong", "font-weight:bold"),
        "em" | "i" | "cite" | "dfn" | "var" if is_han => look("em", HAN_EMPHASIS),
        "em" | "i" | "cite" | "dfn" | "var" => look("em", "font-style:italic"),
        "del" | "s" | "strike" => look("del", "text-decoration:line-through"),
        "ins" | "u" => look("u", "text-decoration:underline"),
        "mark" => look("span", "background-color:#fff2b3"),
        "sub" => look("sub", "font-size:12px;line-height:1"),
        "sup" => look("sup", "font-size:12px;line-height:1"),
        "small" => look("span", "font-size:14px"),
        "br" => look("br", ""),
        "hr" => look("hr", "margin:28px 0;border:0;border-top:1px solid #d0d0d0"),
        "section" | "article" | "div" | "main" | "header" | "footer" | "address" | "details"
        | "dl" | "nav" | "fieldset" | "center" => look("section", "margin:0"),
        // A figure with what it counts.
        "span" if has("unbroken") => look("span", "white-space:nowrap"),
        "span" | "q" | "abbr" | "time" | "bdi" | "bdo" | "ruby" | "a" => look("span", ""),
        _ => None,
    }
}

/// Code in a block: the block has the ground and the face.
pub(super) const CODE_IN_BLOCK: &str = "font-family:Menlo,Consolas,monospace;font-size:13px";

/// Returns what a cell's alignment adds to its style.
pub(super) fn alignment(class: &str) -> &'static str {
    match class {
        "left" => ";text-align:left",
        "center" => ";text-align:center",
        "right" => ";text-align:right",
        _ => "",
    }
}

/// Elements that stand in a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "code" | "strong" | "em" | "del" | "u" | "sub" | "sup" | "span" | "br"
    )
}

/// Elements that show something by themselves, which an article cannot have.
pub(super) fn is_lost(name: &str) -> bool {
    matches!(
        name,
        "svg"
            | "math"
            | "video"
            | "audio"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "select"
            | "textarea"
            | "button"
    )
}

/// Elements whose content is not shown, or not here.
pub(super) fn is_hidden(name: &str) -> bool {
    is_lost(name)
        || matches!(
            name,
            "script" | "style" | "template" | "noscript" | "head" | "title" | "datalist" | "rp"
        )
}
