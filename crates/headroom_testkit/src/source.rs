//! Source code in the style of people.

use crate::Random;

const NOUNS: [&str; 24] = [
    "request",
    "config",
    "user",
    "session",
    "cache",
    "index",
    "handler",
    "result",
    "buffer",
    "token",
    "connection",
    "response",
    "path",
    "entry",
    "state",
    "message",
    "value",
    "error",
    "options",
    "context",
    "payload",
    "header",
    "worker",
    "queue",
];
const VERBS: [&str; 12] = [
    "load", "parse", "validate", "update", "remove", "collect", "resolve", "build", "render", "flush",
    "merge", "find",
];

/// The lines of a program: functions with statements, and blank lines and comments between them.
pub fn source(random: &mut Random, lines: usize) -> Vec<String> {
    let mut out = Vec::new();
    while out.len() < lines {
        function(random, &mut out);
    }
    out.truncate(lines);
    out
}

fn function(random: &mut Random, out: &mut Vec<String>) {
    let (verb, noun) = (random.pick(&VERBS), random.pick(&NOUNS));
    out.push(format!(
        "/// {}{} the {noun} of a {}, or says why it cannot.",
        verb[..1].to_uppercase(),
        &verb[1..],
        random.pick(&NOUNS)
    ));
    out.push(format!(
        "pub fn {verb}_{noun}(&mut self, {}: &{}) -> Result<Option<String>, Error> {{",
        random.pick(&NOUNS),
        random.pick(&["str", "Path", "Request", "Config"])
    ));
    for _ in 0..2 + random.below(9) {
        let line = statement(random);
        out.push(line);
    }
    out.extend([format!("    Ok({noun}.into())"), "}".into(), String::new()]);
}

fn statement(random: &mut Random) -> String {
    let (a, b, c, verb) =
        (random.pick(&NOUNS), random.pick(&NOUNS), random.pick(&NOUNS), random.pick(&VERBS));
    match random.below(9) {
        0 => format!("    let {a} = self.{b}.{verb}_{c}(&{b})?;"),
        1 => format!("    let {a}_count = {b}s.iter().filter(|{c}| {c}.is_active()).count();"),
        2 => format!("    if {a}.is_empty() || {b}.len() > {} {{", random.below(4096)),
        3 => format!("        return Err(Error::new(\"{a} has no {b} for {c}\"));"),
        4 => "    }".into(),
        5 => format!("    // The {a} may still be in use by another {b}."),
        6 => format!("    self.{a}.insert({b}.clone(), {c}.{verb}());"),
        7 => format!("    debug!({a} = %{b}, \"{verb} {c}\");"),
        _ => format!(
            "    let {a}: Vec<_> = {b}.split('{}').map(str::trim).{verb}();",
            random.pick(&[",", ";", ":"])
        ),
    }
}
