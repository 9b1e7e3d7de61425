//! What kind of file system a folder is on.

use std::path::Path;

/// File systems of other machines, and what lets programs be file systems, by the numbers that Linux has for them
/// (`linux/magic.h`).
const SHARED: [(u64, &str); 9] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x5346_414f, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x0102_1997, "9P"),
    (0x786f_4256, "a shared folder of VirtualBox"),
    (0x6573_5546, "FUSE"),
];

/// The name of the file system that a folder is on, if it is one that other machines may write to: a lock that is taken
/// here may mean nothing there.
pub(in crate::archive) fn shared(folder: &Path) -> Option<&'static str> {
    name_of(number_of(folder)?)
}

#[cfg(target_os = "linux")]
fn number_of(folder: &Path) -> Option<u64> {
    // Some machines give it as a signed number, whose sign must not be spread.
    rustix::fs::statfs(folder).ok().map(|found| u64::from(found.f_type as u32))
}

#[cfg(not(target_os = "linux"))]
fn number_of(_: &Path) -> Option<u64> {
    None
}

fn name_of(number: u64) -> Option<&'static str> {
    SHARED.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_of_other_machines_are_known() {
        let check = |number: u64, expected: Option<&str>| assert_eq!(name_of(number), expected);
        check(0x6969, Some("NFS"));
        check(u64::from(0xff53_4d42_u32), Some("CIFS"));
        // ext4, tmpfs, btrfs
        check(0xef53, None);
        check(0x0102_1994, None);
        check(0x9123_683e, None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_says_what_a_folder_is_on() {
        assert!(number_of(Path::new("/proc")).is_some_and(|number| number == 0x9fa0));
        assert_eq!(shared(Path::new("/proc")), None);
        assert_eq!(number_of(Path::new("/nowhere/at/all")), None);
    }
}
