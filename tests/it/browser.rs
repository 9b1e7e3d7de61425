//! A browser of a test: Chromium without a window, led by its driver.
//!
//! The driver is spoken to by `WebDriver` (w3.org/TR/webdriver2): a command is a request with JSON in it, over one
//! connection. A library for it would bring dozens of crates for these few commands.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{harness::text, served::Served};

/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// By what the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one page, ended with the test.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Where the pages come from.
    home: String,
    /// Where files go that are kept.
    kept: TempDir,
}

/// A key that has no character, as the protocol writes it.
pub(crate) mod key {
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const DOWN: &str = "\u{e015}";
}

/// What the driver answers to a command, or why it does not do it.
fn command(port: u16, method: &str, path: &str, fields: &Value) -> Result<Value, String> {
    let body = if method == "POST" { fields.to_string() } else { String::new() };
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the driver listens");
    stream.set_read_timeout(Some(4 * PATIENCE)).expect("a limit");
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("sent");
    let mut reader = BufReader::new(stream);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line).expect("a head") > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        line.clear();
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer).expect("an answer");
    let mut answer: Value = serde_json::from_slice(&answer).expect("JSON");
    match answer["value"].take() {
        Value::Object(failure) if failure.contains_key("error") => {
            Err(format!("{}: {}", failure["error"], failure["message"]))
        }
        value => Ok(value),
    }
}

impl Browser {
    pub(crate) fn new(served: &Served) -> Self {
        let (driver, port) = driver();
        let kept = tempfile::tempdir().expect("a folder");
        let wanted = json!({"capabilities": {"alwaysMatch": wanted()}});
        let made = command(port, "POST", "/session", &wanted).expect("Chromium starts");
        let session = format!("/session/{}", text(&made["sessionId"]));
        let browser = Self { driver, port, session, home: format!("http://{}", served.host), kept };
        browser.dark(false);
        let keep = json!({"behavior": "allow", "downloadPath": browser.kept.path()});
        browser.tools("Browser.setDownloadBehavior", &keep);
        browser
    }

    /// Has the driver do something with the page.
    fn ask(&self, path: &str, fields: &Value) -> Result<Value, String> {
        command(self.port, "POST", &format!("{}/{path}", self.session), fields)
    }

    fn tell(&self, path: &str) -> Result<Value, String> {
        command(self.port, "GET", &format!("{}/{path}", self.session), &Value::Null)
    }

    /// A command of the protocol of the browser's developer tools.
    pub(crate) fn tools(&self, command: &str, fields: &Value) -> Value {
        self.ask("goog/cdp/execute", &json!({"cmd": command, "params": fields})).expect(command)
    }

    pub(crate) fn go(&self, path: &str) {
        self.ask("url", &json!({"url": format!("{}{path}", self.home)})).expect("a page");
    }

    /// Path, query and fragment of the page.
    pub(crate) fn here(&self) -> String {
        let url = self.tell("url").expect("an address");
        let url = text(&url);
        url.strip_prefix(&self.home).unwrap_or(url).to_owned()
    }

    fn run(&self, script: &str) -> Result<Value, String> {
        self.ask("execute/sync", &json!({"script": script, "args": []}))
    }

    /// What a function body gives.
    #[track_caller]
    pub(crate) fn js(&self, script: &str) -> Value {
        let ran = self.run(script);
        ran.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// What the promise gives that an expression makes.
    #[track_caller]
    pub(crate) fn promised(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; ({expression}).then(done, (error) => done(String(error)));"
        );
        let ran = self.ask("execute/async", &json!({"script": script, "args": []}));
        ran.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn until(&self, expression: &str) {
        let begun = Instant::now();
        // While one page makes place for the next, no script runs.
        while self.run(&format!("return Boolean({expression})")) != Ok(Value::Bool(true)) {
            let content = || self.js("return document.querySelector('main')?.innerText");
            assert!(begun.elapsed() < PATIENCE, "never {expression} at {}\n{}", self.here(), content());
            thread::sleep(Duration::from_millis(25));
        }
    }

    #[track_caller]
    fn find(&self, css: &str) -> String {
        let found = self.ask("element", &json!({"using": "css selector", "value": css}));
        let found = found.unwrap_or_else(|error| panic!("{css} at {}: {error}", self.here()));
        format!("element/{}", text(&found[ELEMENT]))
    }

    #[track_caller]
    pub(crate) fn text(&self, css: &str) -> String {
        text(&self.tell(&format!("{}/text", self.find(css))).expect("text")).to_owned()
    }

    #[track_caller]
    pub(crate) fn click(&self, css: &str) {
        let clicked = self.ask(&format!("{}/click", self.find(css)), &json!({}));
        clicked.unwrap_or_else(|error| panic!("{css} at {}: {error}", self.here()));
    }

    /// Clicks and waits for the page behind.
    #[track_caller]
    pub(crate) fn follow(&self, css: &str) {
        self.js("window.isOld = true");
        self.click(css);
        self.until("!window.isOld && document.readyState === 'complete'");
    }

    /// Types where a field is.
    #[track_caller]
    pub(crate) fn write(&self, css: &str, text: &str) {
        self.ask(&format!("{}/value", self.find(css)), &json!({"text": text})).expect("typed");
    }

    /// Presses keys wherever the focus is.
    pub(crate) fn press(&self, keys: &str) {
        let presses: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key})))
            .collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": presses});
        self.ask("actions", &json!({"actions": [keyboard]})).expect("pressed");
    }

    /// Draws with the mouse from one part of an element's width to another.
    pub(crate) fn draw(&self, css: &str, from: f64, to: f64) {
        let rect = self.js(&format!(
            "const box = document.querySelector('{css}'); box.scrollIntoView({{block: 'center', behavior: 'instant'}});
             const at = box.getBoundingClientRect(); return [at.left, at.top + at.height / 2, at.width];"
        ));
        let number = |at: usize| rect[at].as_f64().expect("a number");
        let x = |part: f64| number(0) + part * number(2);
        for (kind, part, buttons) in
            [("mousePressed", from, 1), ("mouseMoved", f64::midpoint(from, to), 1), ("mouseReleased", to, 0)]
        {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let fields = json!({"type": kind, "x": x(part), "y": number(1), "button": button, "buttons": buttons, "clickCount": 1});
            self.tools("Input.dispatchMouseEvent", &fields);
        }
    }

    pub(crate) fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let colours = json!({"name": "prefers-color-scheme", "value": value});
        // What still moves cannot be clicked.
        let still = json!({"name": "prefers-reduced-motion", "value": "reduce"});
        self.tools("Emulation.setEmulatedMedia", &json!({"features": [colours, still]}));
    }

    /// How many pixels the page is wide; at a phone's width it is a phone.
    pub(crate) fn wide(&self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
        self.tools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// The files that were kept, once there is one that is whole.
    pub(crate) fn kept(&self) -> Vec<PathBuf> {
        let begun = Instant::now();
        loop {
            let entries = fs::read_dir(self.kept.path()).expect("a folder").flatten();
            let files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            let is_part = |path: &PathBuf| path.extension().is_some_and(|suffix| suffix == "crdownload");
            if !files.is_empty() && !files.iter().any(is_part) {
                return files;
            }
            assert!(begun.elapsed() < PATIENCE, "no file was kept");
            thread::sleep(Duration::from_millis(25));
        }
    }

    /// The whole page as a picture.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let shot = self.tools("Page.captureScreenshot", &json!({"captureBeyondViewport": true}));
        data_encoding::BASE64.decode(text(&shot["data"]).as_bytes()).expect("a picture")
    }

    /// That no page so far wrote an error to the console or asked another host for anything.
    #[track_caller]
    pub(crate) fn assert_quiet(&self) {
        let console = self.ask("se/log", &json!({"type": "browser"})).expect("a log");
        let errors: Vec<&Value> = list(&console).filter(|entry| entry["level"] != "DEBUG").collect();
        assert!(errors.is_empty(), "the console says {errors:?}");
        let requests = self.ask("se/log", &json!({"type": "performance"})).expect("a log");
        let mut own = 0;
        for entry in list(&requests) {
            let message: Value = serde_json::from_str(text(&entry["message"])).expect("JSON");
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let url = text(&message["params"]["request"]["url"]);
                let is_own = url.starts_with(&format!("{}/", self.home));
                assert!(is_own || url.starts_with("data:"), "a request went to {url}");
                own += usize::from(is_own);
            }
        }
        assert!(own > 0, "no request was seen");
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium would outlive its driver. A test that has failed already must not fail again in here.
        if !thread::panicking() || TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            let _ = command(self.port, "DELETE", &self.session, &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver, and the port at which it listens.
fn driver() -> (Child, u16) {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("chromedriver does not start ({error}): tests/run installs it"));
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let port = loop {
        let line = lines.next().expect("chromedriver says its port").expect("a line");
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            break port.trim_end_matches('.').parse().expect("a port");
        }
    };
    // A pipe that nobody reads would stop the driver one day.
    thread::spawn(move || lines.for_each(drop));
    (child, port)
}

/// What the browser is to be like.
fn wanted() -> Value {
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--window-size=1280,900", "--hide-scrollbars", "--force-color-profile=srgb",
                // Root, whom machines that run tests are fond of, gets no sandbox; the pages are our own.
                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                // Nothing but this machine can be reached.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--disable-background-networking", "--disable-component-update", "--no-first-run",
            ],
        },
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    })
}
