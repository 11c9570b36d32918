# `just` without a name lists these.
default:
    @just --list

# The script of CI. Commit or stage all changes to generated files first.
ready:
    .ci/run

# The addon and the TypeScript.
build:
    npm run build

# Rust and TypeScript at the same time, with one count at the end.
test *files:
    {{ if files == "" { "npm test" } else { "npx vitest run " + files } }}

# The main job on real input, before and after.
demo:
    npm run demo

# Criterion for each stage, then this package beside V8 and TOON.
bench:
    cargo bench --workspace --locked
    npm run bench

# One target of `fuzz/fuzz_targets` for a number of seconds, seeded with the cases and the seeds in `fuzz/seeds`.
fuzz target seconds="600":
    mkdir -p fuzz/corpus/{{ target }}
    cargo +nightly fuzz run {{ target }} fuzz/corpus/{{ target }} crates/headroom_compressors/cases $(ls -d fuzz/seeds/{{ target }} 2>/dev/null) -- -dict=fuzz/dictionary.txt -len_control=10 -max_len=65536 -timeout=20 -rss_limit_mb=4096 -max_total_time={{ seconds }}

# The tarballs that are published, for this machine.
package:
    npm run package
