//! A session of about 170,000 tokens: as a whole, and turn by turn.
#![allow(missing_docs, reason = "criterion's macros make items without")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use headroom_benches::{SESSION, request};
use headroom_compressors::references::References;
use headroom_core::{Compressor, Cost, History, Input, Kind, Lines, Unwatched, Windows, cost};
use headroom_engine::{Engine, Options, Outcome, Request, StoreMode, expand_request};
use headroom_testkit::{Step, session};

fn text_of(step: &Step) -> Option<&str> {
    match step {
        Step::Message { text, .. } | Step::Result(text) => Some(text),
        Step::Call { .. } => None,
    }
}

fn stages(criterion: &mut Criterion) {
    let steps = session(SESSION);
    let texts: Vec<&str> = steps.iter().filter_map(text_of).collect();
    let mut group = criterion.benchmark_group("session");
    group.sample_size(20).throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group
        .bench_function("cost", |bencher| bencher.iter(|| texts.iter().map(|text| cost(text)).sum::<Cost>()));
    group.bench_function("lines", |bencher| {
        bencher.iter(|| texts.iter().map(|text| Lines::new(text).count()).sum::<u32>());
    });
    group.bench_function("windows", |bencher| {
        bencher.iter(|| {
            texts
                .iter()
                .map(|text| Windows::new(text, &Lines::new(text)))
                .filter(|windows| windows.at(0, 1).is_some())
                .count()
        });
    });
    let index = || {
        let mut history = History::new();
        for text in &texts {
            history.push("Read a.rs", (*text).into());
        }
        history
    };
    group.bench_function("repeats index", |bencher| bencher.iter(|| black_box(index())));
    let history = index();
    let plan = |text: &&str| {
        References
            .plan(&Input { text, kind: Kind::Text, quotable: false, source: &[], history: &history })
            .map(|plan| plan.edits().count())
    };
    group.bench_function("repeats plan", |bencher| {
        bencher.iter(|| texts.iter().filter_map(|text| plan(text).ok()).sum::<usize>());
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let steps = session(SESSION);
    let all = request(&steps);
    let compress = |engine: &Engine, request: &Request| {
        engine
            .compress(request, &Options::default(), StoreMode::Off, &Unwatched)
            .expect("not cancelled")
            .outcomes
    };
    let mut group = criterion.benchmark_group("conversation");
    group
        .sample_size(20)
        .throughput(Throughput::Bytes(all.blocks().iter().map(|block| block.text.len() as u64).sum()));
    group.bench_function("cold", |bencher| {
        bencher.iter_batched(Engine::new, |engine| compress(&engine, &all), BatchSize::LargeInput);
    });
    let known = request(&steps[..steps.len() - 2]);
    let warm = || {
        let engine = Engine::new();
        compress(&engine, &known);
        engine
    };
    group.bench_function("next turn", |bencher| {
        bencher.iter_batched(warm, |engine| (compress(&engine, &all), engine), BatchSize::LargeInput);
    });
    let outcomes = compress(&Engine::new(), &all);
    let tokens =
        |cost: fn(&Outcome) -> Cost| outcomes.iter().map(|outcome| cost(outcome)).sum::<Cost>().to_tokens();
    eprintln!(
        "{} texts, about {} tokens, sent as {}",
        outcomes.len(),
        tokens(|outcome| outcome.before),
        tokens(|outcome| outcome.after)
    );
    let mut outputs = outcomes.iter().map(|outcome| outcome.output.as_deref());
    let sent: Vec<Step> = steps
        .iter()
        .map(|step| match step {
            Step::Message { user, text } => {
                Step::Message { user: *user, text: outputs.next().flatten().unwrap_or(text).to_owned() }
            }
            Step::Result(text) => Step::Result(outputs.next().flatten().unwrap_or(text).to_owned()),
            Step::Call { tool, arguments } => {
                outputs.by_ref().take(arguments.len()).for_each(drop);
                Step::Call { tool, arguments: arguments.clone() }
            }
        })
        .collect();
    let sent = request(&sent);
    group.bench_function("expand", |bencher| {
        bencher.iter(|| expand_request(&sent, &Options::default(), None, usize::MAX));
    });
    group.finish();
}

criterion_group!(benches, stages, whole);
criterion_main!(benches);
