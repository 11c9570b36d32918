//! What programs send to a terminal (ECMA-48).

mod control;

pub(super) use control::{BELL, Control, control};
