//! Long outputs of one form with a few exceptions: what elision must not hide.

use std::fmt::Write;

use crate::Random;

const ROWS: usize = 160;

/// JSON rows, JSON lines or a log, in which a few lines differ from the others.
pub fn odd(random: &mut Random) -> String {
    let count = 30 + random.below(ROWS);
    let odd: Vec<usize> = (0..random.below(4)).map(|_| random.below(count)).collect();
    match random.below(3) {
        0 => log(random, count, &odd),
        1 => rows(random, count, &odd).join("\n") + "\n",
        _ => {
            let (open, between) = *random.pick(&[&("[", ", "), &("{\"items\":[", ","), &("[\n  ", ",\n  ")]);
            let close = if open.starts_with('{') { "]}" } else { "]" };
            [open, &rows(random, count, &odd).join(between), close].concat()
        }
    }
}

fn rows(random: &mut Random, count: usize, odd: &[usize]) -> Vec<String> {
    let fields = 1 + random.below(5);
    let forms: Vec<usize> = (0..fields).map(|_| random.below(10)).collect();
    let scale = 1 + random.below(50);
    let row = |random: &mut Random, at: usize| {
        let is_odd = odd.contains(&at);
        let mut out = String::new();
        for (field, form) in forms.iter().enumerate() {
            let value = value(random, *form, at, is_odd && field == at % fields, scale);
            let _ = write!(out, "{}\"f{field}\":{value}", if out.is_empty() { "{" } else { "," });
        }
        out + "}"
    };
    let mixed = random.once_in(8);
    (0..count)
        .map(|at| {
            if odd.contains(&at) && mixed {
                random.pick(&["null", "17", "\"text\"", "[]", "{}", "[1,2]"]).to_owned()
            } else {
                row(random, at)
            }
        })
        .collect()
}

fn value(random: &mut Random, form: usize, at: usize, is_odd: bool, scale: usize) -> String {
    match form {
        0 => at.to_string(),
        1 => format!("0.96{:014}", if is_odd { 7 } else { random.below(99_999_999_999) }),
        2 => format!("\"{}.{:02}\"", if is_odd { 91_000 } else { random.below(scale) }, random.below(100)),
        3 => format!("\"${},{:03}.00\"", 1 + random.below(9), if is_odd { 7 } else { 100 }),
        4 => format!("{{\"a\":{{\"b\":{{\"c\":[{{\"d\":{}}}]}}}}}}", if is_odd { 0 } else { 3 }),
        5 => format!("\"{}\"", if is_odd { "blocked" } else { "ready" }),
        6 => format!("\"2026-0{}-01\"", if (20..40).contains(&at) { 2 } else { 1 }),
        7 => if is_odd { "\"disk is full\"" } else { "null" }.to_owned(),
        8 => format!("{}", if is_odd { 1 << 40 } else { random.below(scale) }),
        _ => format!("[{at},{}]", u8::from(!is_odd)),
    }
}

fn log(random: &mut Random, count: usize, odd: &[usize]) -> String {
    let form = random.below(4);
    let names = 1 + random.below(6);
    let mut out = String::new();
    for at in 0..count {
        let is_odd = odd.contains(&at);
        let time = format!("10:{:02}:{:02}", at / 60, at % 60);
        let client = if is_odd { "203.0.113.66".to_owned() } else { format!("10.0.0.{}", at % names) };
        let millis = if is_odd { 94_000 } else { random.below(90) };
        let path = if is_odd { "/admin/keys".to_owned() } else { format!("/api/orders/{at}") };
        let _ = match form {
            0 => {
                writeln!(out, "{client} - - [05/Mar/2026:{time} +0000] \"GET {path} HTTP/1.1\" 200 {millis}")
            }
            1 => writeln!(
                out,
                "2026-03-05T{time}Z INFO [worker-{}] took order {at} in {millis} ms",
                at % names
            ),
            2 => writeln!(
                out,
                "Mar 05 {time} web sshd[{}]: session of port {} from {client}",
                900 + at,
                at * 7
            ),
            _ => writeln!(out, "{time} INFO pool: size={} used={} path={path}", at % names, millis),
        };
    }
    out
}
