//! Throughput of JSON texts in each stage, in bytes each second.
#![allow(missing_docs, reason = "criterion's macros make items without")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use headroom_benches::{SIZES, named};
use headroom_compressors::json::{Json, minify};
use headroom_core::{Compressor, History, Input, Kind, apply, cost};
use headroom_engine::{CODECS, CrushOptions, Format, StoreMode, crush, detect, expand_text};
use headroom_testkit::Sample;

fn stages(criterion: &mut Criterion) {
    for sample in Sample::ALL {
        let mut group = criterion.benchmark_group(sample.name());
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_millis(800));
        for size in SIZES {
            let text = sample.json(size);
            let history = History::new();
            let input =
                Input { text: &text, kind: Kind::Json, quotable: false, source: &[], history: &history };
            let plan = || Json.plan(&input).expect("JSON");
            group.throughput(Throughput::Bytes(text.len() as u64));
            let id = |stage: &str| BenchmarkId::new(stage, named(size));
            group.bench_function(id("cost"), |bencher| bencher.iter(|| cost(black_box(&text))));
            group.bench_function(id("detect"), |bencher| bencher.iter(|| detect(black_box(&text))));
            group.bench_function(id("minify"), |bencher| bencher.iter(|| minify(black_box(&text))));
            group.bench_function(id("plan"), |bencher| bencher.iter(|| black_box(plan())));
            group.bench_function(id("apply"), |bencher| {
                bencher.iter_batched(
                    plan,
                    |plan| apply(&text, plan, &history, CODECS),
                    BatchSize::LargeInput,
                );
            });
            for format in [Format::Rows, Format::Columns, Format::Text] {
                let options = CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() };
                group.bench_function(id(&format!("crush {format:?}")), |bencher| {
                    bencher.iter(|| crush(black_box(&text), &options, None, StoreMode::Off));
                });
                let Some(output) = crush(&text, &options, None, StoreMode::Off).output else { continue };
                if format != Format::Rows {
                    group.bench_function(id(&format!("expand {format:?}")), |bencher| {
                        bencher.iter(|| expand_text(black_box(&output), None, usize::MAX));
                    });
                }
            }
        }
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
