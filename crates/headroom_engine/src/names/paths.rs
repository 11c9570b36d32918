//! Short names of paths.

use std::collections::HashMap;
use std::sync::Arc;

/// The paths named so far, to distinguish files of the same name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    by_end: HashMap<Arc<str>, Arc<str>>,
}

impl Paths {
    /// The shortest end of the path that no other path has.
    pub(super) fn shortest<'a>(&mut self, path: &'a str) -> &'a str {
        let path = path.trim_end_matches(['/', '\\']);
        let cuts = path
            .bytes()
            .enumerate()
            .rev()
            .filter(|(_, byte)| matches!(byte, b'/' | b'\\'))
            .map(|(at, _)| at + 1);
        for start in cuts.chain(std::iter::once(0)) {
            let end = &path[start..];
            match self.by_end.get(end) {
                Some(known) if **known != *path => {}
                Some(_) => return end,
                None => {
                    self.by_end.insert(end.into(), path.into());
                    return end;
                }
            }
        }
        path
    }
}
