//! A server of a test, and a client for it that sends just what it is told to.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Stdio},
    time::Duration,
};

use serde_json::Value;

use crate::harness::{Folder, program, words};

/// A server of a test, ended with it.
pub(crate) struct Served {
    pub(crate) child: Child,
    errors: BufReader<ChildStderr>,
    /// Address and port.
    pub(crate) host: String,
    /// What it printed as the address to open.
    pub(crate) link: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    #[track_caller]
    pub(crate) fn page(&self) -> &str {
        assert_eq!(self.status, 200, "{}\n{}", self.head, String::from_utf8_lossy(&self.body));
        self.text()
    }
}

impl Served {
    pub(crate) fn new(folder: &Folder, flags: &str) -> Self {
        let mut command = program(folder.path());
        command.args(words(&format!("serve --port 0 {flags}")));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut errors = BufReader::new(child.stderr.take().expect("its errors"));
        let link = loop {
            let mut line = String::new();
            assert!(errors.read_line(&mut line).expect("a line") > 0, "the server ended");
            if let Some(at) = line.find("http://") {
                break line[at..].split_whitespace().next().expect("an address").to_owned();
            }
        };
        let host = link["http://".len()..].split('/').next().expect("a host").to_owned();
        Self { child, errors, host, link }
    }

    /// The next line that the server prints.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.errors.read_line(&mut line).expect("a line");
        line
    }

    /// Sends a request as it stands, without its last line.
    pub(crate) fn raw(&self, head: &str, body: &str) -> Got {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        write!(stream, "{head}Connection: close\r\n\r\n{body}").expect("sent");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let end = all.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(all[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Got { status, head, body: all[end + 4..].to_vec() }
    }

    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Got {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}", self.host), "")
    }

    pub(crate) fn get(&self, path: &str) -> Got {
        self.get_with(path, "")
    }

    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> String {
        self.get(path).page().to_owned()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).body).expect("JSON")
    }

    pub(crate) fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Got {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}",
            self.host,
            body.len()
        );
        self.raw(&head, &body)
    }

    /// Sends a form as one of the server's pages does.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let secret = self.secret();
        let mut all = vec![("form_secret", secret.as_str())];
        all.extend_from_slice(fields);
        self.post_with(
            path,
            &all,
            &format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.host),
        )
    }

    pub(crate) fn secret(&self) -> String {
        between(&self.page("/help"), "data-secret=\"", "\"").to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

#[track_caller]
pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in\n{text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} behind {start}")).0
}

#[track_caller]
pub(crate) fn assert_has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part} in\n{page}");
    }
}
