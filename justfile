# `just` without a name lists these.
default:
    @just --list

# What CI runs. Needs all changes to generated files committed or staged.
ready:
    .ci/run

# The addon and the TypeScript.
build:
    npm run build

# Rust, then TypeScript, with one count at the end.
test *files:
    {{ if files == "" { "npm test" } else { "npx vitest run " + files } }}

# The main job on real input, before and after.
demo:
    npm run demo

# Criterion for each stage, then this package beside V8 and TOON.
bench:
    cargo bench --workspace --locked
    npm run bench

# One target of `fuzz/fuzz_targets` for so many seconds, seeded with the cases and what `fuzz/seeds` has of its own.
fuzz target seconds="600":
    mkdir -p fuzz/corpus/{{ target }}
    cargo +nightly fuzz run {{ target }} fuzz/corpus/{{ target }} crates/headroom_compressors/cases $(ls -d fuzz/seeds/{{ target }} 2>/dev/null) -- -dict=fuzz/dictionary.txt -len_control=10 -max_len=65536 -timeout=20 -rss_limit_mb=4096 -max_total_time={{ seconds }}

# The tarballs that are published, for this machine.
package:
    npm run package
