//! Small projects that are checked in.

use super::support::Sandbox;

#[test]
fn a_chinese_source_has_an_english_and_a_spanish_edition() {
    let sandbox = Sandbox::fixture("chinese-source");
    sandbox.run(&["extract", "--check"]).code(0);
    sandbox.run(&["check", "--deny", "warnings"]).code(0);
    sandbox.run(&["build"]).code(0);
    assert_eq!(
        sandbox.read("dist/zh/tea.md"),
        sandbox.read("content/tea.md")
    );
    let english = sandbox.read("dist/en/tea.md");
    assert!(
        english.contains("Tea is served at 3 p.m. Everyone is welcome!"),
        "{english}"
    );
    let spanish = sandbox.read("dist/es/tea.md");
    assert!(
        spanish.contains("Se sirve té a las 15:00. ¡Que vengan todos!"),
        "{spanish}"
    );
}
