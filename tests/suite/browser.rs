//! Headless Chromium, where it is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
/// Finds Chromium: `CHROMIUM`, or a name that it has in `PATH`.
pub(crate) fn chromium() -> Option<PathBuf> {
    let own = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file());
    let found = own.or(found);
    if found.is_none() {
        println!("skipped: no Chromium in PATH or CHROMIUM");
    }
    found
}

/// Opens an address, and returns the document as it is after `milliseconds`
/// of its own time.
pub(crate) fn dump(chromium: &Path, address: &str, milliseconds: u32) -> String {
    let profile = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--dump-dom",
        ])
        .arg(format!("--virtual-time-budget={milliseconds}"))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(address)
        .output()
        .expect("Chromium runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
