//! Recognises file systems with unreliable locks and shared memory: <https://sqlite.org/wal.html>, section 1.

use std::io;
use std::path::Path;

/// The kind of network file system of `folder`; `None`: it is local, as far as can be determined.
#[cfg(target_os = "linux")]
pub(super) fn remote(folder: &Path) -> io::Result<Option<&'static str>> {
    use std::os::linux::fs::MetadataExt;

    let magic = rustix::fs::statfs(folder)?.f_type;
    if magic == FUSE {
        let device = folder.metadata()?.st_dev();
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        return Ok(
            (!is_local_fuse(&mounts, rustix::fs::major(device), rustix::fs::minor(device))).then_some("FUSE")
        );
    }
    Ok(MAGIC.iter().find(|(number, _)| *number == magic).map(|(_, name)| *name))
}

/// Magic numbers of Linux, from `statfs(2)` and `include/uapi/linux/magic.h`.
#[cfg(target_os = "linux")]
const MAGIC: [(rustix::fs::FsWord, &str); 11] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "kAFS"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
    (0x7375_7245, "Coda"),
    (0x786f_4256, "VirtualBox"),
];
#[cfg(target_os = "linux")]
const FUSE: rustix::fs::FsWord = 0x6573_5546;

/// Whether the FUSE file system of a device keeps its files on this machine, according to
/// `proc_pid_mountinfo(5)`.
#[cfg(target_os = "linux")]
fn is_local_fuse(mounts: &str, major: u32, minor: u32) -> bool {
    let device = format!("{major}:{minor}");
    let of_device = mounts.lines().filter(|line| line.split(' ').nth(2) == Some(&device));
    let mut kinds = of_device.filter_map(|line| line.split_once(" - ")?.1.split(' ').next());
    kinds.next().is_some_and(|kind| {
        matches!(kind, "fuseblk" | "fuse.fuse-overlayfs" | "fuse.gocryptfs" | "fuse.encfs")
    })
}

/// Remote unless it is marked local: `MNT_LOCAL` of `statfs(2)`.
#[cfg(target_vendor = "apple")]
pub(super) fn remote(folder: &Path) -> io::Result<Option<&'static str>> {
    const LOCAL: u32 = 0x1000;
    Ok((rustix::fs::statfs(folder)?.f_flags & LOCAL == 0).then_some("a network volume"))
}

/// Remote if it is a share. A drive mapped to a share is not recognised.
#[cfg(windows)]
pub(super) fn remote(folder: &Path) -> io::Result<Option<&'static str>> {
    use std::path::{Component, Prefix};

    let share = matches!(folder.components().next(), Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)));
    Ok(share.then_some("a share"))
}

/// Not determined on other systems.
#[cfg(not(any(target_os = "linux", target_vendor = "apple", windows)))]
pub(super) fn remote(_folder: &Path) -> io::Result<Option<&'static str>> {
    Ok(None)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    const MOUNTS: &str = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n40 22 0:47 / /mnt/far rw - fuse.sshfs u@h:/ rw\n41 22 0:48 / /mnt/usb rw shared:3 - fuseblk /dev/sdb1 rw\n";

    #[test]
    fn fuse_is_remote_unless_known_to_be_local() {
        assert!(!is_local_fuse(MOUNTS, 0, 47));
        assert!(is_local_fuse(MOUNTS, 0, 48));
        assert!(!is_local_fuse(MOUNTS, 0, 49));
        assert!(!is_local_fuse("", 0, 48));
    }

    #[test]
    fn a_local_folder_is_not_remote() {
        assert_eq!(remote(Path::new("/usr")).expect("a file system"), None);
        assert!(remote(Path::new("/usr/no/such/folder")).is_err());
    }
}
