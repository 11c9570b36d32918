//! What programs send to a terminal (ECMA-48).

mod control;

pub(super) use control::{BACKSPACE, BELL, Control, ESCAPE, control};
