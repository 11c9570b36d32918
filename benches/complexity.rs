//! Measures the cost of texts made to be slow: in milliseconds for each megabyte, as a multiple of plain
//! text, and the ratio for twice the length. The figures are printed without a verdict, except for the list
//! at the end.
//!
//! Each family is measured in a process of its own, in CPU time of its thread. `agent` and `oneshot` compress
//! with both policies and a store; `expand` decodes the output of `agent`; `again` compresses the output of
//! `agent` once more. Memory is the peak of `agent`, as a multiple of the text.
//!
//! Runs of both sizes and of plain text alternate. The speed of a shared machine changes within seconds, and would
//! otherwise look like a property of the text.
//!
//! `cargo bench --bench complexity -- JSON` measures only the families whose name contains that word.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]
#![allow(clippy::cast_precision_loss, reason = "lengths of texts, to be divided")]

use std::env;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use headroom_benches::memory::{forget_peak, peak, resident};
use headroom_benches::{is_wanted, now};
use headroom_core::{Policy, Unwatched};
use headroom_engine::{Engine, Options, Outcome, Request, StoreMode, expand_request};
use headroom_testkit::families::{Family, PLAIN, families};

/// The sizes that are compared, in bytes.
const SIZES: [usize; 2] = [1 << 19, 1 << 20];
/// A cost above these multiples, of plain text or of half the text, is listed at the end.
const MAX_TIMES_PLAIN: f64 = 20.0;
const MAX_FOR_TWICE: f64 = 2.6;
/// Each time is the best of `TIMES` runs, or of the runs that fit into `LONG`.
const TIMES: usize = 5;
const LONG: Duration = Duration::from_millis(1200);
/// Maximum length of an expanded text, in bytes.
const LIMIT: usize = 1 << 30;
/// The argument that makes a process measure one family, given by its number.
const ONCE: &str = "--once";
const WAYS: [&str; 4] = ["agent", "oneshot", "expand", "again"];

/// The measurements of a family.
struct Measured {
    /// In milliseconds for each megabyte, by operation and size.
    times: [[f64; SIZES.len()]; WAYS.len()],
    /// The time of plain text beside each operation.
    plain: [f64; WAYS.len()],
    memory: f64,
}

fn main() {
    let families = [vec![PLAIN], families()].concat();
    let arguments: Vec<_> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == ONCE) {
        let number: usize = arguments.get(at + 1).and_then(|text| text.parse().ok()).expect("a number");
        return measure(&families[number]);
    }
    println!("{:<48} {}  × plain  twice  memory", "", WAYS.map(|way| format!("{way:>8}")).join(" "));
    let mut listed = Vec::new();
    for (number, family) in families.iter().enumerate().filter(|(_, family)| is_wanted(family.name)) {
        let Some(Measured { times, plain, memory }) = child(number) else {
            listed.push(format!("{}: ended its process", family.name));
            continue;
        };
        let most = times.iter().zip(plain).map(|([_, time], plain)| time / plain).fold(0.0, f64::max);
        // Very short times say nothing.
        let twice = times
            .iter()
            .filter(|[_, time]| *time > 2.0)
            .map(|[half, all]| 2.0 * all / half)
            .fold(0.0, f64::max);
        println!(
            "{:<48} {}  {most:>7.1}  {twice:>5.2}  {memory:>6.1}",
            family.name,
            times.map(|[_, time]| format!("{time:>8.1}")).join(" ")
        );
        if most > MAX_TIMES_PLAIN || twice > MAX_FOR_TWICE {
            listed.push(format!("{}: {most:.1} × plain text, {twice:.2} for twice as much", family.name));
        }
    }
    println!(
        "\nmore than {MAX_TIMES_PLAIN} × plain text, or than {MAX_FOR_TWICE} × for twice as much: {}",
        listed.len()
    );
    for line in listed {
        println!("  {line}");
    }
}

/// Measures a family in a process of its own; `None`: the process failed.
fn child(number: usize) -> Option<Measured> {
    let own = env::current_exe().expect("this program");
    let told = Command::new(own).args([ONCE, &number.to_string()]).output().expect("runs");
    let told = String::from_utf8_lossy(&told.stdout);
    let mut numbers = told.split_whitespace().filter_map(|number| number.parse().ok());
    let mut measured =
        Measured { times: Default::default(), plain: Default::default(), memory: numbers.next()? };
    let Measured { times, plain, .. } = &mut measured;
    for (times, plain) in times.iter_mut().zip(plain) {
        for time in times.iter_mut().chain([plain]) {
            *time = numbers.next()?;
        }
    }
    Some(measured)
}

fn measure(family: &Family) {
    let prepared = SIZES.map(|size| Prepared::new(family, size));
    let plain = Prepared::new(&PLAIN, SIZES[0]);
    let [half, all] = &prepared;
    println!("{}", all.memory);
    for way in 0..WAYS.len() {
        let times = best([&|| half.run(way), &|| all.run(way), &|| plain.run(0)]);
        for (time, prepared) in times.into_iter().zip([half, all, &plain]) {
            println!("{}", time.as_secs_f64() * 1e3 / prepared.megabytes);
        }
    }
}

/// The texts of a family, and what is sent of them.
struct Prepared {
    original: Request,
    sent: Request,
    megabytes: f64,
    memory: f64,
}

impl Prepared {
    fn new(family: &Family, size: usize) -> Self {
        let texts = (family.make)(size);
        let length = texts.iter().map(String::len).sum::<usize>() as f64;
        let original = request(&texts);
        drop(texts);
        let before = resident();
        forget_peak();
        let outcomes = compress(&original, Policy::Agent);
        let memory = (peak() - before).max(0.0) / length;
        let sent = sent(&original, &outcomes);
        Self { original, sent, megabytes: length / f64::from(1 << 20), memory }
    }

    fn run(&self, way: usize) {
        match WAYS[way] {
            "agent" => drop(compress(&self.original, Policy::Agent)),
            "oneshot" => drop(compress(&self.original, Policy::Oneshot)),
            "expand" => drop(expand_request(&self.sent, &options(Policy::Agent), None, LIMIT)),
            _ => drop(compress(&self.sent, Policy::Agent)),
        }
    }
}

/// The shortest of several times of each work. Their runs alternate.
fn best<const N: usize>(works: [&dyn Fn(); N]) -> [Duration; N] {
    let clock = Instant::now();
    let (mut all, mut best) = (Duration::ZERO, [Duration::MAX; N]);
    for _ in 0..TIMES {
        for (work, best) in works.iter().zip(&mut best) {
            let start = now(clock);
            work();
            let taken = now(clock).saturating_sub(start);
            (all, *best) = (all + taken, taken.min(*best));
        }
        if all > LONG {
            break;
        }
    }
    best
}

/// A request with one tool call for each result.
fn request<'a>(texts: impl IntoIterator<Item = &'a (impl AsRef<str> + 'a)>) -> Request {
    let mut request = Request::new();
    for (index, text) in texts.into_iter().enumerate() {
        request.start_message(index as u32);
        let call = request.call("fetch");
        request.argument(call, "id", (index % 7).to_string().into());
        request.result(Some(call), text.as_ref().into(), true);
    }
    request
}

fn options(policy: Policy) -> Options {
    Options { policy, ..Options::default() }
}

fn compress(request: &Request, policy: Policy) -> Vec<Arc<Outcome>> {
    Engine::new()
        .compress(request, &options(policy), StoreMode::DryRun, &Unwatched)
        .expect("not cancelled")
        .outcomes
}

/// The request with its results replaced by the texts that are sent.
fn sent(request: &Request, outcomes: &[Arc<Outcome>]) -> Request {
    let texts: Vec<Arc<str>> = request
        .blocks()
        .iter()
        .zip(outcomes)
        .map(|(block, outcome)| outcome.output.clone().unwrap_or_else(|| block.text.clone()))
        .collect();
    // The arguments of a call precede its result.
    self::request(texts.iter().skip(1).step_by(2))
}
