//! Lists of files: paths, names, `ls -l`, trees.
//!
//! There are two readers of a line that is a path. [`entry`] takes what an exact form can write back, with the marks of git in front, and needs a
//! folder, an extension or one plain word. [`is_name`] takes everything that a file may be called, since a selector shows whole lines.

mod long;
mod name;
mod path;
mod tree;

pub use long::{has_mode, long_name};
pub use name::is_name;
pub use path::{Entry, entry, folder_of};
pub use tree::drawn;
