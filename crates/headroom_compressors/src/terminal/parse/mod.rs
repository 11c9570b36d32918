//! Control characters and sequences of terminals (ECMA-48).

mod control;

pub(super) use control::{BELL, Control, control, is_cut_off};
