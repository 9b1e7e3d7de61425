//! One file, compressed: `.gz`, `.zst`, `.bz2`, `.xz`.
//!
//! What is inside is read as if it lay there unpacked: it has the file's name without the suffix and no member name of
//! its own, so that `1996.tar.gz!/06/18.xml` names a member of the tar file.

mod members;

use std::io::{self, BufReader, Read};

use crate::{
    Format, Problem, Sink,
    read::{Input, unreadable},
};

use members::Members;

/// The rows of the table.
pub(super) const GZIP: Format = Format {
    name: "gzip",
    about: "files packed with gzip",
    version: 2,
    suffixes: &["gz", "tgz"],
    claims: |head| head.bytes.starts_with(b"\x1F\x8B"),
    read: |input, sink| unpack(input, sink, |reader| Ok(Box::new(Members::new(reader)))),
};
pub(super) const ZSTD: Format = Format {
    name: "zstd",
    about: "files packed with zstd",
    version: 2,
    suffixes: &["zst", "tzst"],
    claims: |head| head.bytes.starts_with(b"\x28\xB5\x2F\xFD"),
    read: |input, sink| unpack(input, sink, |reader| Ok(Box::new(zstd::stream::read::Decoder::new(reader)?))),
};
pub(super) const BZIP2: Format = Format {
    name: "bzip2",
    about: "files packed with bzip2",
    version: 2,
    suffixes: &["bz2", "tbz2", "tbz"],
    claims: |head| head.bytes.starts_with(b"BZh") && head.bytes.get(4..10) == Some(b"1AY&SY"),
    read: |input, sink| unpack(input, sink, |reader| Ok(Box::new(bzip2::read::MultiBzDecoder::new(reader)))),
};
pub(super) const XZ: Format = Format {
    name: "xz",
    about: "files packed with xz",
    version: 2,
    suffixes: &["xz", "txz"],
    claims: |head| head.bytes.starts_with(b"\xFD7zXZ\0"),
    read: |input, sink| {
        let open =
            |reader| Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(reader, true, XZ_KIB)) as Decoder<'_>);
        unpack(input, sink, open)
    },
};

/// Memory that unpacking xz may need, in KiB: what its strongest setting asks for, and some.
const XZ_KIB: u32 = 100 << 10;

type Decoder<'r> = Box<dyn Read + 'r>;

/// How many bytes of what no format claims are looked at for damage.
const SEARCHED: u64 = 1 << 20;

fn unpack<'i, F>(input: &'i mut Input<'_>, sink: &mut dyn Sink, decoder: F) -> Result<(), Problem>
where
    F: FnOnce(BufReader<&'i mut dyn Read>) -> std::io::Result<Decoder<'i>>,
{
    let path = unpacked_path(input.path);
    let nest = input.nest;
    let decoder = decoder(BufReader::new(&mut *input.reader)).map_err(|error| unreadable(&error))?;
    let mut decoder = Damaged { decoder, problem: None };
    let is_claimed = nest.read_unpacked(&path, &mut decoder, sink);
    if !is_claimed && decoder.problem.is_none() {
        // Damage further on is told, too: what is in front of it may be known no more because of it.
        let _ = io::copy(&mut Read::take(&mut decoder, SEARCHED), &mut io::sink());
    }
    // What nobody knows for damaged bytes has nobody to tell of it.
    decoder.problem.filter(|_| !is_claimed).map_or(Ok(()), Err)
}

/// Tells an error that a decoder found in its bytes from one of the system: some decoders call it just "other".
struct Damaged<R> {
    decoder: R,
    /// The first error that there was.
    problem: Option<Problem>,
}

impl<R: Read> Read for Damaged<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decoder.read(buffer).map_err(|error| {
            let error = match error.kind() {
                io::ErrorKind::Other if error.raw_os_error().is_none() => {
                    io::Error::new(io::ErrorKind::InvalidData, error)
                }
                _ => error,
            };
            self.problem.get_or_insert_with(|| unreadable(&error));
            error
        })
    }
}

/// The path of what a compressed file holds.
fn unpacked_path(path: &str) -> String {
    let Some((stem, suffix)) = path.rsplit_once('.') else { return path.to_owned() };
    match suffix.to_ascii_lowercase().as_str() {
        "gz" | "zst" | "bz2" | "xz" => stem.to_owned(),
        "tgz" | "tzst" | "tbz2" | "tbz" | "txz" => format!("{stem}.tar"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::{ProblemKind, read::tests::read_all};

    #[test]
    fn damage_before_the_first_byte_is_told_whatever_was_packed() {
        let text = b"The mayor closed the harbour of Port Doe on Monday, after a long night of talks.";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(text).expect("bytes");
        let packed = gzip.finish().expect("a file");
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
        bzip2.write_all(text).expect("bytes");
        let damaged = [
            ("a.gz", &packed[..12]),
            ("a.bin.gz", &packed[..12]),
            ("a.bz2", &bzip2.finish().expect("a file")[..30]),
        ]
        .map(|(path, bytes)| (path, bytes.to_vec()));
        for (path, bytes) in damaged {
            let kept = read_all(path, &bytes).1;
            let kinds: Vec<ProblemKind> = kept.problems.iter().map(|problem| problem.kind).collect();
            assert_eq!(
                (kept.articles.len(), kinds.as_slice()),
                (0, [ProblemKind::Broken].as_slice()),
                "{path}"
            );
        }
        assert_eq!(read_all("a.gz", &packed).1.articles.len(), 1);
        // What was packed is nothing that is known; that its end is damaged is told all the same.
        let noise: Vec<u8> =
            (0..20_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(&noise).expect("bytes");
        let mut packed = gzip.finish().expect("a file");
        assert_eq!(read_all("a.bin.gz", &packed).1.problems, []);
        packed.truncate(packed.len() - 9);
        assert_eq!(read_all("a.bin.gz", &packed).1.problems[0].kind, ProblemKind::Broken);
    }
}
