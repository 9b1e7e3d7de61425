//! Mutates seeds on a stable compiler: no coverage guides it, but it finds what damage and hostile files do.
//!
//! `mutate SECONDS NAME[,NAME…] FOLDER…` reads each mutated seed of the folders under each of the names. A file that
//! makes a parser fail is left as `mutate-failed` in the folder for temporary files.

use std::{
    collections::hash_map::RandomState,
    fs,
    hash::{BuildHasher, Hasher},
    time::{Duration, Instant},
};

/// A generator of numbers (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Pieces that mean something to a parser.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r\n\r\n",
    b"\0",
    b"\"",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#",
    b"&amp;",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"\\u",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
    b"---\n",
    b"From ",
    b"\nFrom a Sun Jun 18 14:05:00 2023\n",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"=?utf-8?q?",
    b"<DOC>",
    b"</TEXT>",
    b"<REUTERS>",
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
    b"18446744073709551615",
    b"-1",
    b"1e999",
    b"\xE2\x80\xAE",
    b"\x1B[31m",
];

fn mutate(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(..at)),
            2 | 3 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            4 if at < bytes.len() => bytes[at] = numbers.next() as u8,
            5 => {
                let piece = PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(4));
                drop(bytes.splice(at..at, piece));
            }
            6 => {
                let end = at + numbers.below((bytes.len() - at).min(2000) + 1);
                let piece = bytes[at..end].repeat(1 + numbers.below(20));
                let to = numbers.below(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            7 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len() + 1);
                drop(bytes.splice(at.., other[from..].iter().copied()));
            }
            _ => {
                let end = at + numbers.below((bytes.len() - at).min(200) + 1);
                drop(bytes.drain(at..end));
            }
        }
        bytes.truncate(400_000);
    }
    bytes
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok()).expect("seconds");
    let names = arguments.next().expect("names of files");
    let names: Vec<&str> = names.split(',').collect();
    let files = arguments.flat_map(|folder| fs::read_dir(folder).expect("a folder of seeds"));
    let paths = files.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let seeds: Vec<Vec<u8>> = paths.map(|path| fs::read(path).expect("a seed")).collect();
    let mut numbers = Numbers(RandomState::new().build_hasher().finish() | 1);
    let failed = std::env::temp_dir().join("mutate-failed");
    let (end, mut count, mut slowest) = (Instant::now() + Duration::from_secs(seconds), 0u64, Duration::ZERO);
    while Instant::now() < end {
        let bytes = mutate(&seeds, &mut numbers);
        let started = Instant::now();
        if std::panic::catch_unwind(|| morgue_fuzz::read(&names, &bytes)).is_err() {
            fs::write(&failed, &bytes).expect("the file that failed");
            eprintln!("failed: {}", failed.display());
            std::process::exit(1);
        }
        if started.elapsed() > slowest {
            slowest = started.elapsed();
            if slowest > Duration::from_secs(2) {
                fs::write(std::env::temp_dir().join("mutate-slow"), &bytes).expect("the slow file");
            }
        }
        count += 1;
    }
    println!("{count} files in {seconds} s, the slowest {slowest:?}");
}
