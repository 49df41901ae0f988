//! What is put into the pages that are served, and the pages that are only here.

use crate::edition::html::escape;
use crate::project::links::encode_path;
use std::collections::BTreeSet;

/// Where pages hear of changes. No output has a hidden name.
pub(super) const CHANGES: &str = "/.fluentdown/changes";

/// Puts the script that reloads it, and what is wrong, into a page.
pub(super) fn with_script(page: &[u8], faults: Option<&str>, stamp: &str) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let at = page.rfind("</body>").unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    let faults = faults.map_or_else(String::new, overlay);
    let script = format!(
        "<script>(() => {{ const seen = \"{stamp}\"; \
         const changes = new EventSource(\"{CHANGES}?seen=\" + seen); \
         changes.onmessage = (change) => {{ if (change.data !== seen) location.reload(); }}; \
         addEventListener(\"pagehide\", () => changes.close()); \
         addEventListener(\"pageshow\", (shown) => {{ if (shown.persisted) location.reload(); }}); }})();</script>\n"
    );
    format!("{before}{faults}{script}{after}").into_bytes()
}

/// What is wrong, over the page.
fn overlay(faults: &str) -> String {
    let text = escape(faults.trim_end());
    format!(
        "<aside id=\"fluentdown-faults\" role=\"alert\" lang=\"en\" dir=\"ltr\" style=\"position:fixed;inset:auto 0 0 0;\
         z-index:2147483647;max-height:60vh;overflow:auto;margin:0;padding:1rem 1.25rem;\
         background:#2b1512;color:#ffe9e4;border-top:4px solid #ff8a75;text-align:left;\">\
         <pre tabindex=\"0\" style=\"margin:0;padding:0;background:none;color:inherit;border:0;\
         font:14px/1.5 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre-wrap;\">{text}</pre></aside>\n"
    )
}

/// Says that there is no such page.
pub(super) fn missing(path: &str) -> Vec<u8> {
    let body = format!(
        "<p>There is no <code>{}</code> here.</p>\n<p><a href=\"/\">To the editions</a></p>\n",
        escape(path)
    );
    page("Not found", &body)
}

/// Lists a folder that has no index.
pub(super) fn listing(path: &str, inside: &[&str]) -> Vec<u8> {
    let names: BTreeSet<String> = inside
        .iter()
        .map(|path| match path.split_once('/') {
            Some((folder, _)) => format!("{folder}/"),
            None => (*path).to_owned(),
        })
        .collect();
    let items: String = names
        .iter()
        .map(|name| {
            let href = escape(&encode_path(name));
            format!("<li><a href=\"{href}\">{}</a></li>\n", escape(name))
        })
        .collect();
    page(path, &format!("<ul>\n{items}</ul>\n"))
}

fn page(title: &str, body: &str) -> Vec<u8> {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <style>body {{ max-width: 40rem; margin: 2rem auto; padding: 0 1.25rem; font: 1.0625rem/1.6 system-ui, sans-serif; }}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}
