//! Any text to the selector of this name.
#![no_main]

headroom_fuzz::selector_target!(headroom_code::code::Code);
