//! Pictures in requests: what they cost in tokens, what they are, and how to send them for less. The bytes are
//! hostile: nothing is decoded whose header asks for too much.

// Sizes of pictures are far below what a float or a word can hold.
#![allow(clippy::cast_precision_loss, clippy::cast_sign_loss)]

mod content;
mod cost;
mod crop;
mod decode;
mod header;
mod optimize;
mod sent;
mod stamp;

pub use content::{Content, content};
pub use cost::{Detail, image_tokens};
pub use header::{Format, Header, ImageError, header};
pub use optimize::{Mode, Optimized, optimize};
pub use sent::{SentImage, sent_handle, sent_image};
pub use stamp::stamp;
