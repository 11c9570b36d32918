//! What a line shares with its like: the line without its values.
//!
//! Numbers with what joins their digits (dates, times, addresses, versions), hexadecimal and mixed identifiers, UUIDs, hosts with ports, and paths become one
//! mark each; runs of blanks become one blank. Two lines are of one kind when nothing else differs: Drain (He et al. 2017) with a threshold of one, where its
//! tree of fixed depth is one look into a table. Merging less alike lines loses facts.

use std::ops::Range;

use headroom_core::work::step;

use super::masker::Masker;
use super::token::{BLANK, SPECIAL, WORD, class};

/// Appends `line` without its values to `out`; each value is passed to `value`, in order.
pub fn mask(line: &[u8], out: &mut Vec<u8>, value: impl FnMut(Range<usize>)) {
    step(line.len());
    Masker { line, out, value, written: 0 }.run();
}

impl<V: FnMut(Range<usize>)> Masker<'_, V> {
    fn run(mut self) {
        let mut at = 0;
        while let Some(byte) = self.line.get(at) {
            let class = class(*byte);
            at = if class & WORD != 0 {
                self.word(at)
            } else if class & BLANK != 0 {
                self.blanks(at)
            } else if class & SPECIAL != 0 {
                self.special(at)
            } else {
                at + 1
            };
        }
        self.literal(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(line: &str) -> (String, Vec<&str>) {
        let (mut out, mut values) = (Vec::new(), Vec::new());
        mask(line.as_bytes(), &mut out, |span| values.push(&line[span]));
        (String::from_utf8(out).expect("text").replace('\0', "#"), values)
    }

    #[test]
    fn values_become_marks() {
        for (line, shape) in [
            ("Mar  4 06:55:46 web1 sshd[2420]: port 3891 ssh2", "# # # web# sshd[#]: port # ssh#"),
            ("2026-03-01T10:15:02.114Z took 12ms, 3.5ms 3.5 MB", "#Z took #ms, #ms # MB"),
            (
                "added block_-90 block_17 to 10.0.0.5:22 at -3, a-3, a - 3",
                "added block_# block_# to # at #, a-#, a - #",
            ),
            ("id 550e8400-e29b-41d4-a716-446655440000 de9231d cafe x9Y8z7 0x1F v2", "id # # cafe # # v#"),
            ("fe80::1ff:fe23:67 aa:bb:cc:11:22:33 add:bad: 10:15", "# # add:bad: #"),
            (
                "open /var/log/a.log: no; </div> a/b/c 1/2 http://example.com/a?b=1 /",
                "open #: no; </div> a/b/c # http:# /",
            ),
            ("db1.example.com:5432 Rates.java:88 main.go:7] a.b.C$d", "# Rates.java:# main.go:#] a.b.C$d"),
            ("\"GET / HTTP/1.1\" 503 17 status=404", "\"GET / HTTP/#\" 5# # status=4#"),
            ("a\t b   c", "a b c"),
            ("naïve\0é1", "naïve\u{1}é#"),
        ] {
            assert_eq!(masked(line).0, shape, "{line}");
        }
        assert_eq!(masked("a -3 b 10.0.0.5:22 x=\"7\"").1, ["3", "10.0.0.5:22", "7"]);
    }
}
