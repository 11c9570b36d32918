//! Lists of files: paths, names, `ls -l`, trees.
//!
//! Two readers accept a line that is a path. [`entry`] accepts paths that an exact form can reproduce, with
//! the marks of git before them; it requires a folder, an extension or one plain word. [`is_name`] accepts
//! every name that a file may have, because a selector shows whole lines.

mod long;
mod name;
mod path;
mod tree;

pub use long::{has_mode, long_name};
pub use name::is_name;
pub use path::{Entry, entry, folder_of};
pub use tree::drawn;
