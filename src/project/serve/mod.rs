//! A server for the one who writes: shows what was built, and what is wrong.
//!
//! [`Server`] answers on the loopback interface alone, out of memory: what it
//! shows is what [`Server::show`] was given last, so that no request reaches a
//! file. [`Watch`] waits for the next save. Pages are written as they will be
//! published; only what is sent from here has the script that reloads it, and
//! the findings over it.

mod http;
mod pages;
mod watch;

pub use watch::Watch;

use super::error::Error;
use http::{Answer, Request};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The port that is tried first where none is asked for.
pub const PORT: u16 = 3000;
/// How many ports are tried then.
const TRIES: u16 = 20;
/// How many connections may be open at once.
const CONNECTIONS: usize = 128;
/// How often a page that waits is told that we are still here.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a request may take to arrive, and an answer to be taken.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that runs until its process ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    shown: Mutex<Shown>,
    changed: Condvar,
    open: AtomicUsize,
    /// Tells this run from an earlier one, whose pages may still be open.
    run: u128,
}

/// What is shown.
#[derive(Debug, Default)]
struct Shown {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    faults: Option<String>,
    generation: u64,
}

impl Server {
    /// Listens on `port` of the loopback interface, or on the first free one
    /// from [`PORT`] on, and answers from then on.
    ///
    /// # Errors
    /// If the port, or all that are tried, are taken.
    pub fn start(port: Option<u16>) -> Result<Self, Error> {
        let listener = listen(port)?;
        let address = listener.local_addr().map_err(|source| Error::Port {
            port: port.unwrap_or(PORT),
            source,
        })?;
        let run = SystemTime::now().duration_since(UNIX_EPOCH);
        let shared = Arc::new(Shared {
            shown: Mutex::default(),
            changed: Condvar::new(),
            open: AtomicUsize::new(0),
            run: run.map_or(0, |time| time.as_nanos()),
        });
        let inner = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                accept(stream, &inner);
            }
        });
        Ok(Self { address, shared })
    }

    /// Returns where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows these files, by path, and what is wrong with them. Without files
    /// those of before stay. Where that differs from what was shown, the pages that
    /// are open reload, and it returns whether it does.
    pub fn show(&self, files: Option<BTreeMap<String, Vec<u8>>>, faults: Option<String>) -> bool {
        let files: Option<BTreeMap<String, Arc<Vec<u8>>>> = files.map(|files| {
            let shared = |(path, bytes)| (path, Arc::new(bytes));
            files.into_iter().map(shared).collect()
        });
        let mut shown = self.shared.shown();
        let same = |files: &BTreeMap<String, Arc<Vec<u8>>>| *files == shown.files;
        if files.as_ref().is_none_or(same) && faults == shown.faults {
            return false;
        }
        if let Some(files) = files {
            shown.files = files;
        }
        shown.faults = faults;
        shown.generation += 1;
        drop(shown);
        self.shared.changed.notify_all();
        true
    }
}

impl Shared {
    fn shown(&self) -> MutexGuard<'_, Shown> {
        // What is shown is whole at every moment, also after a panic.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Names what is shown now.
    fn stamp(&self, shown: &Shown) -> String {
        format!("{}-{}", self.run, shown.generation)
    }
}

fn listen(port: Option<u16>) -> Result<TcpListener, Error> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let Some(port) = port else {
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for port in PORT..PORT + TRIES {
            match bind(port) {
                Ok(listener) => return Ok(listener),
                Err(error) => last = error,
            }
        }
        return Err(Error::Port {
            port: PORT,
            source: last,
        });
    };
    bind(port).map_err(|source| Error::Port { port, source })
}

/// Answers one connection in a thread of its own.
fn accept(stream: TcpStream, shared: &Arc<Shared>) {
    if shared.open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
        shared.open.fetch_sub(1, Ordering::SeqCst);
        return;
    }
    let inner = Arc::clone(shared);
    let spawned = std::thread::Builder::new().spawn(move || {
        // A reader who goes away is nobody's fault.
        let _ = answer(stream, &inner);
        inner.open.fetch_sub(1, Ordering::SeqCst);
    });
    if spawned.is_err() {
        shared.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = match http::read(&mut stream)? {
        Ok(request) => request,
        Err(answer) => return answer.send(&mut stream, false),
    };
    if request.path == pages::CHANGES {
        return tell(stream, shared, &request);
    }
    let shown = shared.shown();
    let stamp = shared.stamp(&shown);
    let answer = find(&shown, &stamp, &request.path);
    drop(shown);
    answer.send(&mut stream, request.head_only)
}

/// Finds the answer to a path.
fn find(shown: &Shown, stamp: &str, path: &str) -> Answer {
    let faults = shown.faults.as_deref();
    let name = path.trim_start_matches('/');
    let index = if name.is_empty() || name.ends_with('/') {
        format!("{name}index.html")
    } else {
        name.to_owned()
    };
    if let Some(bytes) = shown.files.get(&index) {
        let kind = http::content_type(&index);
        let body = if kind.starts_with("text/html") {
            pages::with_script(bytes, faults, stamp)
        } else {
            bytes.to_vec()
        };
        return Answer::new(200, kind, body);
    }
    let folder = if name.is_empty() {
        String::new()
    } else {
        format!("{}/", name.trim_end_matches('/'))
    };
    let inside: Vec<&str> = shown
        .files
        .range(folder.clone()..)
        .map_while(|(path, _)| path.strip_prefix(&folder))
        .collect();
    let html = "text/html; charset=utf-8";
    if inside.is_empty() && !(folder.is_empty() && faults.is_some()) {
        let page = pages::missing(path);
        return Answer::new(404, html, pages::with_script(&page, faults, stamp));
    }
    if !folder.is_empty() && !name.ends_with('/') {
        return Answer::moved(&format!("/{}", super::links::encode_path(&folder)));
    }
    let page = pages::listing(path, &inside);
    Answer::new(200, html, pages::with_script(&page, faults, stamp))
}

/// Tells a page when something else is shown, until it goes away.
fn tell(mut stream: TcpStream, shared: &Shared, request: &Request) -> io::Result<()> {
    http::begin_events(&mut stream)?;
    let mut seen = request.query.trim_start_matches("seen=").to_owned();
    loop {
        let mut shown = shared.shown();
        let mut now = shared.stamp(&shown);
        if now == seen {
            let waited = shared.changed.wait_timeout(shown, HEARTBEAT);
            shown = waited.unwrap_or_else(PoisonError::into_inner).0;
            now = shared.stamp(&shown);
        }
        drop(shown);
        if now == seen {
            stream.write_all(b":\n\n")?;
        } else {
            stream.write_all(format!("data: {now}\n\n").as_bytes())?;
            seen = now;
        }
        stream.flush()?;
    }
}

#[cfg(test)]
mod tests;
