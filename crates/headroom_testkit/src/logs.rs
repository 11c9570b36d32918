//! Logs in the formats of many programs.

use std::fmt::Write;

use crate::Random;

const KINDS: [&str; 9] = [
    " web1 sshd[{}]: Failed password for root from 10.0.{}.5 port {} ssh2",
    " INFO  [worker-{}] queue: took order {} in {} ms",
    "Z WARN {\"id\": \"a{}\", \"ok\": {}}",
    " 2005] [error] child {} in slot {}. ",
    " I am fine",
    " #1 {} 3",
    " {} D Power: acquire lock={}, tag=\"View {}\"",
    ", é{} {naïve}",
    "",
];
const OTHERS: [&str; 8] = [
    "",
    "    at shop.Rates.find(Rates.java:88)",
    "Traceback (most recent call last):",
    "#1",
    "#1 2 3",
    "\"quoted\"",
    ":05 x",
    ".5",
];

const PACKAGES: [&str; 4] =
    ["java.util.concurrent.Pool", "org.apache.http.Client", "shop.rates.Rates", "io.netty.Channel"];

/// Lines of a log, of a few kinds and some others.
pub(crate) fn logs(random: &mut Random, lines: usize) -> String {
    let layout = random.below(8);
    let kinds: Vec<_> = (0..=random.below(4)).map(|_| random.pick(&KINDS)).collect();
    let end = *random.pick(&[&"\n", &"\n", &"\n", &"\r\n"]);
    let mut seconds = random.below(90_000);
    let mut out = String::new();
    for _ in 0..lines {
        if random.once_in(15) {
            let _ = write!(out, "{}{end}", random.pick(&OTHERS));
        }
        if random.once_in(40) {
            for call in 0..random.below(9) {
                let _ = write!(out, "\tat {}.run(Main.java:{call}){end}", random.pick(&PACKAGES));
            }
        }
        seconds += *random.pick(&[&0_usize, &0, &1, &3, &40, &4000]);
        let other = if random.once_in(60) { random.below(8) } else { layout };
        start(random, other, seconds, &mut out);
        for part in kinds[random.below(kinds.len())].split_inclusive("{}") {
            let number = below_one_of(random, &[&2, &40, &100_000]);
            out.push_str(&part.replace("{}", &number.to_string()));
        }
        out.push_str(end);
    }
    if random.once_in(3) {
        out.truncate(out.trim_end().len());
    }
    out
}

/// A number below one of these.
fn below_one_of(random: &mut Random, ends: &[&usize]) -> usize {
    let end = *random.pick(ends);
    random.below(end)
}

/// The date and time at the start of a line.
fn start(random: &mut Random, layout: usize, seconds: usize, out: &mut String) {
    let (day, hour, minute, second) =
        (1 + seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    let milli = below_one_of(random, &[&3, &1000]);
    // Writing to a string cannot fail.
    let _ = match layout {
        0 => write!(out, "Mar {day:2} {clock}"),
        1 => write!(out, "[Sun Mar {day:02} {clock}"),
        2 => write!(out, "2026-03-{day:02}T{clock}.{milli:03}"),
        3 => write!(out, "2026-03-{day:02} {clock},{milli}"),
        4 => write!(out, "0903{day:02} {hour:02}{minute:02}{second:02}"),
        5 => write!(out, "{clock}"),
        6 => write!(out, "10.0.0.{} - - [0{day}/Mar/2026:{clock} +0000]", random.below(9)),
        _ => write!(out, "I030{day} {clock}.{milli:06}"),
    };
}
