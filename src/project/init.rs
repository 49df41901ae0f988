//! Makes a project that builds at once, and overwrites nothing.

use super::config::FILE_NAME;
use super::error::Error;
use super::files::{Care, Put, Root};
use crate::locale::Locale;
use std::path::Path;

/// What a new project is about.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The language of the documents.
    pub source: String,
    /// The languages to translate into.
    pub locales: Vec<String>,
}

/// Makes the files of a new project in `folder`, and returns their paths.
///
/// # Errors
/// If a locale is none, if there is a configuration already, or a file cannot
/// be written.
pub fn init(folder: &Path, plan: &Plan) -> Result<Vec<String>, Error> {
    let source = locale(&plan.source)?;
    let mut targets: Vec<Locale> = Vec::new();
    for name in &plan.locales {
        let target = locale(name)?;
        if target.matches(&source) {
            return Err(Error::Input(format!(
                "`{target}` is the source locale already"
            )));
        }
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let root = Root::create(folder)?;
    if root.exists(FILE_NAME) {
        return Err(Error::Input(format!(
            "there is a `{FILE_NAME}` in `{}` already",
            folder.display()
        )));
    }
    let mut made = Vec::new();
    let mut add = |path: String, text: &str| -> Result<(), Error> {
        if root.write(Care::Own, &path, None, text.as_bytes())? == Put::Done {
            made.push(path);
        }
        Ok(())
    };
    if !root.is_folder("content") {
        add("content/welcome.md".to_owned(), WELCOME)?;
    }
    for locale in std::iter::once(&source).chain(&targets) {
        add(format!("locales/{locale}/terms.ftl"), TERMS)?;
    }
    add(".gitignore".to_owned(), "/dist\n/.fluentdown-undo\n")?;
    // Last, so that a run that is cut off can be started again.
    add(FILE_NAME.to_owned(), &configuration(&source, &targets))?;
    Ok(made)
}

fn locale(name: &str) -> Result<Locale, Error> {
    Locale::parse(name).map_err(|error| Error::Input(error.told()))
}

fn configuration(source: &Locale, targets: &[Locale]) -> String {
    let quoted: Vec<String> = targets
        .iter()
        .map(|locale| format!("\"{locale}\""))
        .collect();
    let mut text = format!(
        "# The language of the documents, and those they are translated into.\n\
         source = \"{source}\"\nlocales = [{}]\n",
        quoted.join(", ")
    );
    text.push_str("\n# An edition is an output: a locale for an audience.\n");
    for locale in std::iter::once(source).chain(targets) {
        text.push_str(&format!(
            "[[edition]]\nname = \"{locale}\"\nlocale = \"{locale}\"\nformats = [\"md\", \"html\", \"txt\"]\n\n"
        ));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

const WELCOME: &str = "\
---
title: Welcome
---

# Welcome

This page is split into sentences. Each of them becomes a message, and each
message is translated in the resources of a locale.

- `fluentdown extract` writes the resources.
- `fluentdown build` writes the editions.
";

const TERMS: &str = "\
### The glossary: names that every text must give alike.
### A term looks like this, and a document with `fluent: true` uses it as { -city }.
###
### -city = Weifang
";
