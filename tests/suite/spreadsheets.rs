//! A locale goes to a spreadsheet and comes back, as a project manager and a
//! translator would do it.

use super::support::{Run, Sandbox};

const RESOURCE: &str = "locales/es/a.md.ftl";
const DOCUMENT: &str = "# -Formulas-\n\n=1+1 is two.\n\nIt has {braces}, \"quotes\"; [a link](https://a.example) and\ttabs.\n\n\
    One\\\ntwo lines.\n\n@home we stay.\n\nLast thing.\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty()
        .file("fluentdown.toml", "locales = [\"es\"]\n")
        .file("content/a.md", DOCUMENT);
    sandbox.run(&["extract"]).code(0);
    sandbox
}

fn export(sandbox: &Sandbox, only: &str) -> String {
    sandbox
        .run(&["export", "--locale", "es", "--only", only])
        .code(0)
        .stdout
}

fn import(sandbox: &Sandbox, text: impl AsRef<[u8]>) -> Run {
    sandbox.write("in.csv", text);
    sandbox.run(&["import", "--locale", "es", "in.csv"])
}

/// Fills the row of a message that has no translation yet.
fn fill(table: &str, id: &str, target: &str) -> String {
    let at = table.find(&format!("a.md,{id},")).expect(id);
    let missing = at
        + table[at..]
            .find(",,missing")
            .expect("a row without a translation");
    format!("{},{target}{}", &table[..missing], &table[missing + 1..])
}

#[test]
fn export_then_import_is_the_identity() {
    let sandbox = sandbox();
    sandbox.edit(
        RESOURCE,
        "# one-two-lines =",
        "# one-two-lines =\n#     Uno\\\n#     dos.",
    );
    sandbox.edit(
        RESOURCE,
        "# home-we-stay =",
        "home-we-stay = { $n ->\n    [one] \"Uno\"; x\n   *[other] =2+2, 'y'\n}",
    );
    sandbox.edit(
        RESOURCE,
        "# last-thing =",
        "last-thing = { \" \" }Último,{ \" \" }",
    );
    sandbox.run(&["extract"]).code(0);
    sandbox.edit("content/a.md", "Last thing.", "The last thing.");
    sandbox.run(&["extract"]).code(0);
    let before = sandbox.snapshot();
    for text in [
        export(&sandbox, "all"),
        export(&sandbox, "all").replace("\r\n", "\n"),
        export(&sandbox, "all").replace('\u{feff}', ""),
        export(&sandbox, "stale"),
        export(&sandbox, "missing"),
    ] {
        import(&sandbox, text).code(0).says("0 taken");
        std::fs::remove_file(sandbox.path("in.csv")).expect("removed");
        assert_eq!(sandbox.snapshot(), before);
    }
}

#[test]
fn only_what_is_asked_for_is_exported() {
    let sandbox = sandbox();
    sandbox.edit(RESOURCE, "# last-thing =", "last-thing = Lo último.");
    sandbox.edit(RESOURCE, "# home-we-stay =", "home-we-stay = En casa.");
    sandbox.run(&["extract"]).code(0);
    sandbox.edit("content/a.md", "Last thing.", "The last thing.");
    sandbox.run(&["extract"]).code(0);
    let rows = |only: &str| export(&sandbox, only).matches("\r\na.md,").count();
    assert_eq!(
        (rows("all"), rows("missing"), rows("stale"), rows("draft")),
        (6, 4, 1, 0)
    );
    std::fs::remove_file(sandbox.path("locales/es/translations.state")).expect("removed");
    assert_eq!((rows("stale"), rows("draft")), (0, 2));
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded() {
    let sandbox = sandbox();
    let table = export(&sandbox, "all");
    assert!(table.starts_with('\u{feff}'));
    for cell in [",'=1+1 is two.,", ",'@home we stay.,", ",'-Formulas-,"] {
        assert!(table.contains(cell), "{cell} is not in {table}");
    }
    import(&sandbox, fill(&table, "s-1-1-is-two", "'=1+1 son dos."))
        .code(0)
        .says("1 taken");
    assert!(
        sandbox
            .read(RESOURCE)
            .contains("\ns-1-1-is-two = =1+1 son dos.\n")
    );
}

#[test]
fn what_excel_makes_of_the_file_is_read() {
    let sandbox = sandbox();
    let table = fill(
        &export(&sandbox, "missing"),
        "one-two-lines",
        "\"Uno\\\r\n  dos, \"\"y\"\" tres.\r\n\"",
    );
    // Semicolons in Spanish, a line that names them, blank columns, CRLF in cells.
    let mut reader =
        csv::ReaderBuilder::new().from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(&headers).expect("written");
    for record in reader.records() {
        writer
            .write_record(&record.expect("a row"))
            .expect("written");
    }
    let semicolons = String::from_utf8(writer.into_inner().expect("text")).expect("UTF-8");
    for text in [
        format!("sep=;\r\n{semicolons}"),
        format!("\u{feff}{semicolons}"),
        semicolons.replace(";\"\"\r\n", ";\"\";;;\r\n"),
    ] {
        let sandbox = self::sandbox();
        import(&sandbox, text).code(0).says("1 taken");
        let resource = sandbox.read(RESOURCE);
        assert!(
            resource.contains("\none-two-lines =\n    Uno\\\n      dos, \"y\" tres.\n"),
            "{resource}"
        );
        sandbox.run(&["extract", "--check"]).code(0);
    }
}

#[test]
fn blanks_that_a_spreadsheet_cuts_off_make_nothing_stale() {
    let sandbox = sandbox();
    let table = fill(&export(&sandbox, "missing"), "last-thing", "  Lo último.  ");
    import(&sandbox, table.replace("Last thing.", "Last  thing. "))
        .code(0)
        .says("1 taken");
    sandbox.run(&["extract", "--check"]).code(0);
    let status = sandbox.run(&["status", "--format", "json"]).json();
    assert_eq!(
        (&status[0]["translated"], &status[0]["stale"]),
        (&1.into(), &0.into())
    );
    assert!(
        sandbox
            .read(RESOURCE)
            .contains("\nlast-thing = Lo último.\n")
    );
}

#[test]
fn a_row_is_refused_with_its_line_and_the_others_are_taken() {
    let sandbox = sandbox();
    let table = export(&sandbox, "all");
    for (target, reason) in [
        ("Lo { último.", "no Fluent"),
        ("Lo } último.", "no Fluent"),
        ("\"Lo\n.title = x\"", "a line begins with `.`"),
        ("\"Lo\n* último\"", "a line begins with"),
        ("\"{ \"\"\\u中\"\" }\"", "hexadecimal"),
    ] {
        let filled = fill(
            &fill(&table, "last-thing", target),
            "home-we-stay",
            "En casa.",
        );
        let sandbox = self::sandbox();
        import(&sandbox, filled)
            .code(1)
            .says("refused-import")
            .says("in.csv:")
            .says("`last-thing` of `a.md` is not taken")
            .says(reason)
            .says("1 taken");
        let resource = sandbox.read(RESOURCE);
        assert!(
            resource.contains("# last-thing =\n") && resource.contains("home-we-stay = En casa."),
            "{resource}"
        );
    }
    let twice = fill(&table, "last-thing", "Uno.")
        + &fill(&table, "last-thing", "Dos.").replace('\u{feff}', "");
    import(&sandbox, twice)
        .code(1)
        .says("stands in this file already");
    let gone = fill(&table, "last-thing", "Uno.").replace("a.md,last-thing,", "a.md,lost-thing,");
    import(&sandbox, gone).code(1).says("no such message");
    let latin: Vec<u8> = fill(&table, "last-thing", "Último.")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    import(&sandbox, latin)
        .code(2)
        .says("in.csv")
        .says("not UTF-8");
    import(&sandbox, "").code(1).says("there is no column");
}

#[test]
fn nothing_newer_is_overwritten() {
    let sandbox = sandbox();
    sandbox.edit(RESOURCE, "# last-thing =", "last-thing = Lo último.");
    sandbox.run(&["extract"]).code(0);
    let table = export(&sandbox, "all");
    let changed = table.replace("Lo último.", "La última cosa.");
    // Somebody mends it here meanwhile.
    sandbox.edit(RESOURCE, "Lo último.", "Lo final.");
    import(&sandbox, &changed).code(2).says("extract");
    sandbox.run(&["extract"]).code(0);
    import(&sandbox, &changed)
        .code(1)
        .says("changed since the export");
    assert!(sandbox.read(RESOURCE).contains("Lo final."));
    // The author changes the text meanwhile: what comes is made from the old one.
    let table = export(&sandbox, "all").replace("Lo final.", "La última cosa.");
    sandbox.edit("content/a.md", "Last thing.", "The last thing.");
    sandbox.run(&["extract"]).code(0);
    import(&sandbox, &table).code(0).says("1 taken");
    let status = || sandbox.run(&["status", "--format", "json"]).json();
    assert_eq!(
        (&status()[0]["translated"], &status()[0]["stale"]),
        (&0.into(), &1.into())
    );
    // And where it has been translated anew, an older one is not taken.
    sandbox.edit(RESOURCE, "La última cosa.", "La última cosa, sí.");
    sandbox.edit(RESOURCE, "# WAS: Last thing.\n", "");
    sandbox.run(&["extract"]).code(0);
    assert_eq!(status()[0]["translated"], 1);
    import(&sandbox, &table).code(1).says("not taken");
    assert!(sandbox.read(RESOURCE).contains("La última cosa, sí."));
}

#[test]
fn a_table_in_the_encoding_of_an_old_excel_is_refused_with_what_to_do() {
    let sandbox = sandbox();
    // `广州` in GB 18030, which Excel writes on a Chinese Windows by default.
    let table = b"document,id,source,target\r\na.md,x,y,\xb9\xe3\xd6\xdd\r\n";
    import(&sandbox, table)
        .code(2)
        .says("`in.csv`: this is not UTF-8 text: line 2")
        .says("CSV UTF-8");
}
