//! Lines of a few forms: compilers' messages, metrics, snapshots of pages, database tables, package managers.

use crate::Random;

const FILES: [&str; 5] = ["src/api/orders.ts", "src/a b.ts", "lib/naïve.py", "main.go", "日本/x.rs"];
const SAID: [&str; 5] = [
    "Object is possibly 'undefined'.",
    "Type 'string' is not assignable to type 'Row | undefined'.",
    "don't use `any`",
    "\"x\" is defined but never used",
    "failed after 3 tries: ^ = #2 a b",
];
const WORDS: [&str; 9] = ["paid", "paid", "refused", "", "^", "=", "#1 x", "a b", "日本"];

/// Lines of about `count` items, with an occasional line of no form.
pub fn templated(random: &mut Random, count: usize) -> String {
    let form = random.below(8);
    let end = random.pick(&["\n", "\n", "\n", "\r\n"]);
    let mut out = String::new();
    for number in 1..=count {
        if random.once_in(20) {
            out.extend([
                random.pick(&["", "=x", "#1 y", "\"z", "Found 3 errors.", "[templates 3 lines, 1 template]"]),
                end,
            ]);
        }
        out.extend([&*line(random, form, number), end]);
    }
    out
}

fn line(random: &mut Random, form: usize, number: usize) -> String {
    let (file, said, word) = (random.pick(&FILES), random.pick(&SAID), random.pick(&WORDS));
    let (big, small) = (random.below(30_000), random.below(90));
    match form {
        0 => format!("{file}({big},{small}): error TS{}: {said}", 2000 + small % 3),
        1 => format!(
            "  {big:>4}:{small:<3} {:<8} {said:<44}  no-{}",
            ["error", "warning"][number % 2],
            small % 2
        ),
        2 => format!("http_total{{method=\"{}\",path=\"/{word}\"}} {big}", ["GET", "POST"][number % 2]),
        3 => format!(
            "{}- {} \"{word}\" [ref=e{number}]",
            ["", "  ", "    "][number % 3],
            ["link", "cell"][number % 2]
        ),
        4 => format!(" {big:>6} | {word:<8} | {small:>3}"),
        5 => format!("| {big:<6} | {word:<8} | {small:>3} |"),
        6 => format!(
            "npm {} fetch GET 200 https://registry.example/{word}-{small} {big}ms",
            ["http", "sill"][number % 2]
        ),
        _ => format!("100644 blob {:08x}\t{file}", big * 7919),
    }
}

/// A table with a head and so many rows that most say nothing new; in some, one row does.
pub fn long_table(random: &mut Random) -> String {
    let form = random.below(6);
    let count = 20 + random.below(120);
    let odd = random.below(count);
    let word = |own: &'static str, at: usize| if at == odd { "refused" } else { own };
    let rows: Vec<[String; 4]> = (0..count)
        .map(|at| {
            let total = if at == odd { 990_000 } else { 100 + random.below(80) };
            let own = random.pick(&["paid", "paid", "open"]);
            [
                format!("{}", 9000 + at),
                word(own, at).to_owned(),
                format!("{}.{}", total, at % 10),
                format!("10:{:02}:00", at % 60),
            ]
        })
        .collect();
    let names = ["id", "state", "total", "at"];
    let line = |cells: &[String; 4]| match form {
        0 => cells.join(","),
        1 => cells.join("\t"),
        2 => format!(" {:>6} | {:<8} | {:>9} | {}", cells[0], cells[1], cells[2], cells[3]),
        3 => format!("| {:<6} | {:<8} | {:<9} | {:<8} |", cells[0], cells[1], cells[2], cells[3]),
        4 => format!("| {} |", cells.join(" | ")),
        _ => format!("{:<9}{:<12}{:<12}{}", cells[0], cells[1], cells[2], cells[3]),
    };
    let head = line(&names.map(|name| if form == 5 { name.to_uppercase() } else { name.to_owned() }));
    let body: String = rows.iter().map(|row| line(row) + "\n").collect();
    let rule = "+--------+----------+-----------+----------+\n";
    match form {
        2 => format!("{head}\n--------+----------+-----------+----------\n{body}({count} rows)\n"),
        3 => format!("{rule}{head}\n{rule}{body}{rule}{count} rows in set\n"),
        4 => format!("{head}\n|---|---|---|---|\n{body}"),
        _ => format!("{head}\n{body}"),
    }
}
