//! Documents in which one thing stands thousands of times, through every command:
//! nothing looks through all of them for each.

use super::support::Sandbox;

const MANY: usize = 500;

const CONFIG: &str = "source = \"en\"\nlocales = [\"qps-ploc\"]\n\
    [[edition]]\nname = \"one\"\nlocale = \"en\"\nformats = [\"md\", \"html\", \"txt\"]\n\
    [[edition]]\nname = \"two\"\nlocale = \"qps-ploc\"\nformats = [\"md\", \"html\", \"txt\"]\n";

/// Writes one thing for each number.
fn each(one: impl Fn(usize) -> String) -> String {
    (0..MANY).map(one).collect()
}

fn documents() -> [(&'static str, String); 6] {
    let fields = each(|at| format!("f{at}: 'b {at}'\n"));
    let notes = each(|at| format!("[^n{at}]: Note {at}.\n\n"));
    let labels = each(|at| format!("[r{at}]: #head-{at} 'Title {at}'\n"));
    [
        (
            "fields.md",
            format!(
                "---\n{fields}---\n\n{}",
                each(|at| format!("Text {at}.\n\n"))
            ),
        ),
        (
            "links.md",
            each(|at| format!("[link {at}](http://a.b/{at}) ")) + "\n",
        ),
        (
            "notes.md",
            each(|at| format!("Text {at}[^n{at}].\n\n")) + &notes,
        ),
        (
            "anchors.md",
            each(|at| format!("## Head {at}\n\nSee [it][r{at}] and [it](#head-{at}).\n\n"))
                + &labels,
        ),
        ("list.md", each(|at| format!("- item number {at}\n"))),
        ("liquid.md", "{% a %}\n*bold words*\n".repeat(MANY)),
    ]
}

#[test]
fn what_stands_thousands_of_times_is_done_in_time() {
    let mut project = Sandbox::empty().file("fluentdown.toml", CONFIG);
    for (name, text) in documents() {
        project = project.file(&format!("content/{name}"), text);
    }
    for command in ["extract", "pseudo", "extract"] {
        project.run(&[command]).code(0);
    }
    project.run(&["check"]);
    project.run(&["facts"]);
    project.run(&["build"]).code(0);
    for (name, text) in documents() {
        assert!(project.read(&format!("dist/one/{name}")) == text, "{name}");
    }
    let last = MANY - 1;
    let page = project.read("dist/two/notes.html");
    assert!(page.contains(&format!("href=\"#note.{MANY}\"")));
    let text = project.read("dist/one/notes.txt");
    assert!(text.contains(&format!("Text {last}({MANY}).")));
    assert!(text.ends_with(&format!("({MANY}) Note {last}.\n")));
    let text = project.read("dist/one/links.txt");
    assert!(text.ends_with(&format!("[{MANY}] http://a.b/{last}\n")));
    let page = project.read("dist/two/anchors.html");
    assert!(page.contains(&format!("id=\"head-{last}\"")));

    // Back through a spreadsheet: nothing is new.
    let table = ["--locale", "qps-ploc"];
    project
        .run(&["export", table[0], table[1], "--out", "x.csv"])
        .code(0);
    project
        .run(&["import", table[0], table[1], "x.csv"])
        .code(0);
}
