//! `serve`: an edit appears by itself, and what is wrong is shown.

use super::support::Sandbox;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with the test.
pub(crate) struct Serving {
    child: Child,
    /// `127.0.0.1:` and the port.
    pub(crate) host: String,
}

impl Serving {
    /// Serves a project on a free port.
    pub(crate) fn start(sandbox: &Sandbox) -> Self {
        Self::start_telling(sandbox, Stdio::piped())
    }

    /// Serves a project on a free port, and writes what it says to `log`.
    fn start_telling(sandbox: &Sandbox, log: Stdio) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fluentdown"))
            .args(["serve", "--port", "0"])
            .current_dir(sandbox.path("."))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("an address");
        let host = line
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        Self {
            host: host.to_owned(),
            child,
        }
    }

    /// Asks for a path.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("UTF-8");
        answer
    }

    /// Asks for a path until its answer holds `text`.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, text: &str) -> String {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.contains(text) {
                return answer;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{text} is not in\n{answer}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_edit_appears_and_a_broken_translation_says_so() {
    let sandbox = Sandbox::small();
    sandbox.run(&["extract", "--quiet"]).code(0);
    let before = sandbox.snapshot();
    let serving = Serving::start(&sandbox);
    assert!(serving.get("/").contains("<a href=\"wire/index.html\""));
    assert!(
        serving
            .get("/wire/news.html")
            .contains("The city gave <span class=\"unbroken\">30,000 masks</span>.")
    );
    assert!(
        serving
            .get("/wire/news.txt")
            .contains("Content-Type: text/plain; charset=utf-8")
    );
    assert_eq!(sandbox.snapshot(), before, "nothing is written");

    sandbox.edit("content/news.md", "The city gave", "The city sent");
    let page = serving.until("/wire/news.html", "The city sent");
    assert!(page.contains("EventSource") && !page.contains("fluentdown-faults"));

    let ftl = sandbox.read("locales/es/news.md.ftl");
    sandbox.write(
        "locales/es/news.md.ftl",
        ftl.replace("# masks =", "masks = { $nobody }"),
    );
    let page = serving.until("/guaranda/news.html", "fluentdown-faults");
    assert!(
        page.contains("unknown variable `$nobody`") && page.contains("locales/es/news.md.ftl"),
        "{page}"
    );
    sandbox.write(
        "locales/es/news.md.ftl",
        ftl.replace("# masks =", "masks = Mascarillas"),
    );
    let page = serving.until("/guaranda/news.html", "Mascarillas");
    assert!(!page.contains("fluentdown-faults"));

    let config = sandbox.read("fluentdown.toml");
    sandbox.write("fluentdown.toml", format!("sourse = \"en\"\n{config}"));
    let page = serving.until("/guaranda/news.html", "unknown key `sourse`");
    assert!(page.contains("Mascarillas"), "the page of before stays");
    sandbox.write("fluentdown.toml", config);
    sandbox.write("content/new.md", "# Fresh\n");
    serving.until("/wire/new.html", "<h1 id=\"fresh\">Fresh</h1>");
    std::fs::remove_file(sandbox.path("content/new.md")).expect("removed");
    serving.until("/wire/new.html", "404 Not Found");
}

#[test]
fn only_what_is_read_makes_it_build() {
    let sandbox = Sandbox::small();
    let log = std::fs::File::create(sandbox.path("serve.log")).expect("made");
    let serving = Serving::start_telling(&sandbox, log.into());
    for round in 0..20 {
        sandbox.write("notes.txt", format!("{round}"));
        sandbox.write("other/deep/file.md", format!("{round}"));
        std::thread::sleep(Duration::from_millis(20));
    }
    sandbox.edit("content/news.md", "The city gave", "The city sent");
    serving.until("/wire/news.html", "The city sent");
    let built = sandbox.read("serve.log").matches("built ").count();
    // The first, and one or two for the steps of the one save.
    assert!((2..=3).contains(&built), "{}", sandbox.read("serve.log"));
}

#[test]
fn a_folder_that_is_made_later_is_watched() {
    let sandbox = Sandbox::empty().file("fluentdown.toml", "");
    let serving = Serving::start(&sandbox);
    sandbox.write("content/a/b.md", "# One\n");
    serving.until("/en/a/b.html", "One");
    sandbox.write("content/a/b.md", "# Two\n");
    serving.until("/en/a/b.html", "Two");
}

#[test]
fn a_port_is_free_or_said_to_be_taken() {
    let sandbox = Sandbox::small();
    let serving = Serving::start(&sandbox);
    let (_, port) = serving.host.split_once(':').expect("a port");
    sandbox
        .run(&["serve", "--port", port])
        .code(2)
        .says("cannot listen on port")
        .says("--port 0");
    sandbox.run(&["serve", "--port", "99999"]).code(2);
    Sandbox::empty()
        .run(&["serve"])
        .code(2)
        .says("fluentdown init");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_quietly() {
    if super::support::ignores_interrupts() {
        return;
    }
    let sandbox = Sandbox::small();
    let mut serving = Serving::start(&sandbox);
    let id = serving.child.id().to_string();
    Command::new("kill")
        .args(["-INT", &id])
        .status()
        .expect("sent");
    serving.child.wait().expect("it ends");
    let mut said = String::new();
    let stderr = serving.child.stderr.as_mut().expect("piped");
    stderr.read_to_string(&mut said).expect("UTF-8");
    assert!(
        !said.contains("error") && !said.contains("panicked"),
        "{said}"
    );
}
