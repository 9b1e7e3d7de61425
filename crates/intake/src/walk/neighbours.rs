//! What other programs keep beside articles, told by what lies next to it: the parts of a saved web page, the own files of a mailbox.

use std::path::Path;

use super::{LeftOut, filter::Kind};

/// How browsers end the name of the folder with the parts of a page that they save, in several languages.
const PARTS: [&str; 7] = ["_files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_file", ".files"];

/// What the names of the pages themselves end with.
const PAGES: [&str; 4] = ["html", "htm", "xhtml", "shtml"];

/// How the names of files begin that mail servers keep in a mailbox.
const OF_SERVERS: [&str; 4] = ["dovecot", "courier", "maildir", "subscriptions"];

/// Why what lies at `path` holds no articles of its own, if its neighbours show that.
pub(super) fn left_out(path: &Path, kind: Kind) -> Option<LeftOut> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    match kind {
        Kind::Folder => {
            if name == "tmp" && is_mailbox(folder) {
                return Some(LeftOut::OfMailbox);
            }
            let page = PARTS.iter().find_map(|end| name.strip_suffix(end)).filter(|page| !page.is_empty())?;
            let pages = PAGES.iter().map(|suffix| format!("{page}.{suffix}"));
            let page = pages.into_iter().find(|page| folder.join(page).is_file())?;
            Some(LeftOut::PartOfPage { page })
        }
        Kind::File if OF_SERVERS.iter().any(|start| name.starts_with(start)) && is_mailbox(folder) => {
            Some(LeftOut::OfMailbox)
        }
        _ => None,
    }
}

/// Whether a folder is a mailbox with a file a message (Maildir).
pub(super) fn is_mailbox(folder: &Path) -> bool {
    ["cur", "new"].iter().all(|name| folder.join(name).is_dir())
}
