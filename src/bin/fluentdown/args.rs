//! What can be typed.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER: &str = "\
Exit status:
  0  no error
  1  an error-level finding, or what the command was asked to refuse
  2  could not run, or the configuration has an error

Examples:
  fluentdown init news --source en --locale es --locale zh
  fluentdown extract && fluentdown build
  fluentdown check --format github";

/// Localises Markdown and text documents with Project Fluent
///
/// Splits documents into translatable segments, manages the Fluent resources
/// of every locale, and reassembles each document for each edition.
#[derive(Debug, Parser)]
#[command(name = "fluentdown", version, styles = STYLES, after_help = AFTER, max_term_width = 100)]
#[command(propagate_version = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Run in this folder
    #[arg(short = 'C', value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub(crate) directory: Option<PathBuf>,
    /// Read this configuration, in the place of the nearest fluentdown.toml
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Say nothing but errors and what was asked for
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour; NO_COLOR holds too
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerFormat {
    Text,
    Json,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    Md,
    Html,
    Txt,
    Wechat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Extract(Extract),
    Build(Build),
    Serve(Serve),
    Check(Check),
    Explain(Explain),
    Facts(Facts),
    Verify(Verify),
    Status(Status),
    Accept(Accept),
    Export(Export),
    Import(Import),
    Pseudo(Pseudo),
    Prune(Prune),
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// Make a project that builds at once; overwrites nothing
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fluentdown init news --source en --locale es --locale zh")]
pub(crate) struct Init {
    /// The folder to make it in
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// The language of the documents
    #[arg(long, default_value = "en")]
    pub(crate) source: String,
    /// A language to translate into; may be given more than once
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Vec<String>,
}

/// Bring the resources into step with the content
///
/// Writes source resources, stubs and comments for translators, and the facts
/// of which translation was made from which source text.
#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Write nothing; fail if what a changed document needs was not written
    ///
    /// That is: source resources, places for translations, ids, moves. What
    /// people and tools translated since is counted, and is no failure.
    #[arg(long)]
    pub(crate) check: bool,
    /// Divide unchanged text anew, and carry translations over
    ///
    /// Text that has not changed keeps its sentences, whatever `segmentation`
    /// and the splitter say now. This divides it as they say. Translations of
    /// sentences that become one are joined; that of a sentence that is
    /// divided is divided too, as drafts. The old ones go to the attic, and
    /// come back if their text does.
    #[arg(long)]
    pub(crate) resegment: bool,
    /// Overwrite source resources that were edited by hand
    #[arg(long)]
    pub(crate) force: bool,
    /// Go on where more than half of a locale, and more than 20 messages, go to the attic
    #[arg(long)]
    pub(crate) allow_removal: bool,
    /// How to report the segments
    #[arg(long, default_value = "text")]
    pub(crate) format: TextOrJson,
}

/// Check, then write the outputs of each edition
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fluentdown build guaranda --to html")]
pub(crate) struct Build {
    /// The editions to build; all by default
    pub(crate) editions: Vec<String>,
    /// What to write, of what the configuration asks for
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Vec<Output>,
    /// Write into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Leave out a document that is not all translated, and fail; fail where one is under embargo
    #[arg(long)]
    pub(crate) strict: bool,
    /// Go on where more than half of the outputs, and more than 20, are removed
    #[arg(long)]
    pub(crate) allow_removal: bool,
    /// How to report
    #[arg(long, default_value = "text")]
    pub(crate) format: TextOrJson,
}

/// Build on each save, show the pages, and reload them
///
/// Nothing is written: the pages are shown out of memory, to this machine
/// alone. What is wrong is shown over them. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fluentdown serve --open")]
pub(crate) struct Serve {
    /// The port to listen on; 0 takes any that is free [default: the first free one from 3000 on]
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Show the pages in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

/// Find faults in resources and translations
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  fluentdown check --locale es
  fluentdown check --deny warnings
  fluentdown check --format json --output-file known.json
  fluentdown check --baseline known.json")]
pub(crate) struct Check {
    /// Report only on these documents, resources or folders
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Report only on this locale; may be given more than once
    #[arg(long)]
    pub(crate) locale: Vec<String>,
    /// Mend what can be mended without a change of meaning
    #[arg(long)]
    pub(crate) fix: bool,
    /// Leave out the findings of an earlier `check --format json`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Drop the findings of a rule
    #[arg(long, value_name = "RULE")]
    pub(crate) allow: Vec<String>,
    /// Make the findings of a rule warnings
    #[arg(long, value_name = "RULE")]
    pub(crate) warn: Vec<String>,
    /// Make the findings of a rule errors; `warnings` makes all of them fail
    #[arg(long, value_name = "RULE")]
    pub(crate) deny: Vec<String>,
    /// Write the report into a file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output_file: Option<PathBuf>,
    /// How to report
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Say what a rule finds, and why; without a rule, list them
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule's name
    pub(crate) rule: Option<String>,
}

/// List every figure, date, amount and name, with the editions side by side
///
/// What an editor signs off before a release: each fact of the source with its
/// value, and what each edition says for it. What differs, is missing or is
/// added is marked.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  every figure and date is the same
  1  one differs, is missing or is added; a missing name alone is no error
  2  could not run

Examples:
  fluentdown facts releases/a.md
  fluentdown facts --locale es --format html > facts.html")]
pub(crate) struct Facts {
    /// Documents, or folders of them; all by default
    #[arg(value_name = "DOC", value_hint = ValueHint::AnyPath)]
    pub(crate) documents: Vec<PathBuf>,
    /// Only editions that read this locale; may be given more than once
    #[arg(long)]
    pub(crate) locale: Vec<String>,
    /// How to report
    #[arg(long, default_value = "text")]
    pub(crate) format: LedgerFormat,
}

/// Prove that documents survive: identity, and structure when translated
#[derive(Debug, Args)]
#[command(after_help = "Needs no project.\n\nExample:\n  fluentdown verify docs README.md")]
pub(crate) struct Verify {
    /// Documents, or folders of them
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// The language of the documents
    #[arg(long, default_value = "en")]
    pub(crate) source: String,
}

/// Count what is translated, stale, draft and missing
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Only this locale; may be given more than once
    #[arg(long)]
    pub(crate) locale: Vec<String>,
    /// How to report
    #[arg(long, default_value = "text")]
    pub(crate) format: TextOrJson,
}

/// Record that stale or draft translations hold
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  fluentdown accept --locale es releases/a.md#weifang-would-donate"
)]
pub(crate) struct Accept {
    /// The locale
    #[arg(long)]
    pub(crate) locale: String,
    /// Which ones; all of the locale by default
    #[arg(value_name = "DOC[#ID]")]
    pub(crate) messages: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    Missing,
    Stale,
    Draft,
    All,
}

/// Write a locale's messages for a translator
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fluentdown export --locale es --only missing --out es.csv")]
pub(crate) struct Export {
    /// The locale
    #[arg(long)]
    pub(crate) locale: String,
    /// The format: csv, a spreadsheet
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(crate) to: String,
    /// Write into this file, in the place of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Only the messages in this state
    #[arg(long, default_value = "all")]
    pub(crate) only: Only,
}

/// Take a translator's work in, by document and id
#[derive(Debug, Args)]
#[command(after_help = "\
A row is refused where its message is gone, or the translation here has changed
since the export; nothing newer is overwritten.

Example:
  fluentdown import --locale es es.csv")]
pub(crate) struct Import {
    /// The locale
    #[arg(long)]
    pub(crate) locale: String,
    /// The files, as `export` wrote them and a translator filled them in
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
}

/// Fill a pseudo-locale, to see what is not localised
///
/// Writes accented, longer, bracketed texts from the source for each message
/// that the locale lacks. Code, addresses, HTML tags, entities and placeables
/// stay as they are. What a reader then sees without accents is not localised.
#[derive(Debug, Args)]
#[command(after_help = "\
Translations that people made are not touched. To see the pages, add an edition:
  locales = [\"es\", \"qps-ploc\"]
  [[edition]]
  name = \"pseudo\"
  locale = \"qps-ploc\"

Example:
  fluentdown pseudo && fluentdown build pseudo")]
pub(crate) struct Pseudo {
    /// The locale to write
    #[arg(long, default_value = "qps-ploc")]
    pub(crate) locale: String,
}

/// Empty the attic, and say what goes
#[derive(Debug, Args)]
pub(crate) struct Prune {
    /// Only this locale; may be given more than once
    #[arg(long)]
    pub(crate) locale: Vec<String>,
}

/// Print a completion script
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  fluentdown completions bash > ~/.local/share/bash-completion/completions/fluentdown"
)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
