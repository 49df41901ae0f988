//! As much HTTP/1.1 as a page and its pictures need: one request, one answer.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request.
const LONGEST: usize = 16 * 1024;
/// How many headers a request may have.
const HEADERS: usize = 64;
/// How long a request may take to arrive, however slowly its bytes come.
const WHOLE: Duration = Duration::from_secs(20);

/// The hosts that a browser on this machine asks for. Any other name leads
/// here by somebody's trick, so that their page could read ours.
const HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The path, decoded, with its leading `/`.
    pub(super) path: String,
    /// What follows `?`, as it is written.
    pub(super) query: String,
    /// Whether only the head of the answer is wanted.
    pub(super) head_only: bool,
}

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    /// Makes an answer of this content type.
    pub(super) const fn new(status: u16, kind: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            kind,
            location: None,
            body,
        }
    }

    /// Makes an answer that leads elsewhere on this server.
    pub(super) fn moved(location: &str) -> Self {
        let mut answer = Self::text(302, "It is over there.");
        answer.location = Some(location.to_owned());
        answer
    }

    fn text(status: u16, text: &str) -> Self {
        Self::new(
            status,
            "text/plain; charset=utf-8",
            format!("{text}\n").into_bytes(),
        )
    }

    /// Sends it.
    pub(super) fn send(&self, stream: &mut TcpStream, head_only: bool) -> io::Result<()> {
        let mut head = head(self.status, self.kind);
        if let Some(location) = &self.location {
            head.push_str(&format!("Location: {location}\r\n"));
        }
        if self.status == 405 {
            head.push_str("Allow: GET, HEAD\r\n");
        }
        head.push_str(&format!(
            "Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.body.len()
        ));
        stream.write_all(head.as_bytes())?;
        if !head_only {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// Begins a stream of events.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = head(200, "text/event-stream") + "Connection: close\r\n\r\nretry: 500\n\n";
    stream.write_all(head.as_bytes())?;
    stream.flush()
}

fn head(status: u16, kind: &str) -> String {
    let reason = match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "",
    };
    format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n"
    )
}

/// Reads a request; what cannot be served is an answer.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Result<Request, Answer>> {
    let begun = Instant::now();
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk)?;
        bytes.extend_from_slice(&chunk[..count]);
        if let Some(parsed) = parse(&bytes) {
            return Ok(parsed);
        }
        if bytes.len() > LONGEST {
            return Ok(Err(Answer::text(431, "The request is too long.")));
        }
        if count == 0 || begun.elapsed() > WHOLE {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Parses the head of a request; `None` while it is not whole.
fn parse(bytes: &[u8]) -> Option<Result<Request, Answer>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    match head.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return None,
        Err(_) => return Some(Err(Answer::text(400, "This is no request."))),
    }
    let hosts: Vec<&[u8]> = head
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case("host"))
        .map(|header| header.value)
        .collect();
    let is_ours = match hosts.as_slice() {
        [host] => std::str::from_utf8(host).is_ok_and(is_ours),
        _ => false,
    };
    if !is_ours {
        let text = "This server is for the machine that it runs on.";
        return Some(Err(Answer::text(403, text)));
    }
    let head_only = match head.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Some(Err(Answer::text(405, "Only GET and HEAD are answered."))),
    };
    let target = head.path.unwrap_or("/");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !path.starts_with('/') {
        return Some(Err(Answer::text(400, "This is no path.")));
    }
    Some(Ok(Request {
        path: super::super::links::decode(path),
        query: query.to_owned(),
        head_only,
    }))
}

/// Returns whether a `Host` names this machine.
fn is_ours(host: &str) -> bool {
    let host = host.trim();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    HOSTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns the content type of a file by its extension.
pub(super) fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "md" | "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(request: &str) -> u16 {
        match parse(request.as_bytes()) {
            Some(Ok(_)) => 200,
            Some(Err(answer)) => answer.status,
            None => 0,
        }
    }

    #[test]
    fn only_this_machine_is_answered() {
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:1", "[::1]:3000"] {
            let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
            assert_eq!(status(&request), 200, "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:3000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "192.168.0.7",
            "",
        ] {
            let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
            assert_eq!(status(&request), 403, "{host}");
        }
        assert_eq!(status("GET / HTTP/1.1\r\n\r\n"), 403);
        let twice = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n";
        assert_eq!(status(twice), 403);
    }

    #[test]
    fn requests_are_read() {
        let read = |text: &str| parse(text.as_bytes()).unwrap().unwrap();
        let request = read("GET /a%20b/%C3%BC.html?x=%20 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert_eq!(
            (request.path.as_str(), request.query.as_str()),
            ("/a b/ü.html", "x=%20")
        );
        assert!(read("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").head_only);
        assert_eq!(status("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405);
        assert_eq!(status("GET / HTTP/1.1\r\nHost: local"), 0);
        assert_eq!(status("\u{1}\r\n\r\n"), 400);
        assert_eq!(
            status("GET http://x/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            400
        );
    }
}
