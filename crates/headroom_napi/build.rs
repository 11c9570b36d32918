//! Lets the addon link against the host.

fn main() {
    napi_build::setup();
}
