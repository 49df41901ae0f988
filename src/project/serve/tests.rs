use super::*;
use std::io::Read as _;

fn server() -> Server {
    let server = Server::start(Some(0)).expect("a free port");
    let page = b"<html><body><p>Hello</p></body></html>".to_vec();
    let files = [
        ("index.html", page.clone()),
        ("quito/index.html", page.clone()),
        ("quito/a b/\u{fc}.html", page),
        ("quito/a b/p.png", b"png".to_vec()),
    ];
    let files = files.map(|(path, bytes)| (path.to_owned(), bytes));
    server.show(Some(BTreeMap::from(files)), None);
    server
}

fn get(server: &Server, path: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("UTF-8");
    answer
}

#[test]
fn it_listens_on_the_loopback_interface_alone() {
    assert!(server().address().ip().is_loopback());
}

#[test]
fn files_folders_and_nothing_else_are_shown() {
    let server = server();
    let page = get(&server, "/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("<p>Hello</p>"));
    assert!(page.contains("EventSource") && page.contains("</script>\n</body>"));
    assert!(get(&server, "/quito").contains("302 Found\r\n"));
    assert!(get(&server, "/quito").contains("Location: /quito/\r\n"));
    assert!(get(&server, "/quito/").contains("Hello"));
    assert!(get(&server, "/quito/a%20b/%C3%BC.html").contains("Hello"));
    let picture = get(&server, "/quito/a%20b/p.png");
    assert!(picture.contains("Content-Type: image/png\r\n") && picture.ends_with("\r\n\r\npng"));
    let listing = get(&server, "/quito/a%20b/");
    assert!(listing.contains("<a href=\"p.png\">p.png</a>"), "{listing}");
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/quito/../../Cargo.toml",
        "/..%2fCargo.toml",
        "/quito/..%5c..%5cCargo.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/quito/%00",
        "/<script>alert(1)</script>",
    ] {
        let answer = get(&server, path);
        assert!(
            answer.contains(" 404 Not Found") || answer.contains(" 400 "),
            "{path}\n{answer}"
        );
        assert!(!answer.contains("<script>alert"));
    }
}

#[test]
fn what_is_wrong_is_shown_over_the_page_that_was() {
    let server = server();
    server.show(None, Some("error: a <broken> thing".to_owned()));
    let page = get(&server, "/quito/");
    assert!(page.contains("Hello") && page.contains("error: a &lt;broken&gt; thing"));
    let lost = get(&server, "/none.html");
    assert!(lost.contains("404") && lost.contains("&lt;broken&gt;"));
    server.show(None, None);
    assert!(!get(&server, "/quito/").contains("broken"));
}

#[test]
fn a_page_hears_of_a_change() {
    let server = server();
    let page = get(&server, "/");
    let (_, rest) = page.split_once("seen = \"").expect("a stamp");
    let (stamp, _) = rest.split_once('"').expect("its end");
    let mut stream = TcpStream::connect(server.address()).expect("it listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .expect("set");
    let request = format!(
        "GET {}?seen={stamp} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        pages::CHANGES
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut heard = String::new();
    let mut read = |until: &str| {
        let mut chunk = [0; 512];
        while !heard.contains(until) {
            let count = stream.read(&mut chunk).expect("an event in time");
            assert_ne!(count, 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&chunk[..count]));
        }
        heard.clone()
    };
    assert!(!read("retry").contains("data:"));
    assert!(!server.show(None, None), "nothing differs");
    let page = b"<html><body><p>Hello</p></body></html>".to_vec();
    let files = BTreeMap::from([("index.html".to_owned(), page)]);
    assert!(server.show(Some(files.clone()), None));
    assert!(!server.show(Some(files), None), "the same files again");
    let told = read("data: ");
    assert!(!told.contains(stamp), "{told}");
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let first = server();
    let second = Server::start(Some(first.address().port()));
    assert!(matches!(second, Err(Error::Port { .. })));
}
