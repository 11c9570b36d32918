//! Any text to the compressor of this name.
#![no_main]

headroom_fuzz::target!(headroom_compressors::templates::Templates);
