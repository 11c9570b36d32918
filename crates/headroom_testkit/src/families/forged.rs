//! Text that claims to be compressed.

use super::{Family, again, joined, letters, lines, list, number, root, word};

/// Very many short results, each of which claims to be an encoding.
fn blocks(bytes: usize, text: impl Fn(usize) -> String) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut length = 0;
    while length < bytes {
        let block = text(blocks.len());
        length += block.len().max(1);
        blocks.push(block);
    }
    blocks
}

/// Minimum length of texts that are referred to, in bytes, so that references soon exhaust the budget of the
/// conversation.
const LONG: usize = 1 << 17;

fn behind(text: String, blocks: Vec<String>) -> Vec<String> {
    [vec![text], blocks].concat()
}

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "openers",
        make: |n| {
            vec![lines(n, |at| {
                [
                    "[table 3 rows: a b]",
                    "[runs 9 lines]",
                    "[by file, 3 lines in x/]",
                    "[paths 3 as *]",
                    "[tree 4 lines]",
                    "[csv 4 rows: a,b]",
                    "[markdown 4 rows, padded: a|b]",
                    "[fixed 4 rows: a|b]",
                    "[records 4 lines: * {1} for the next 1]",
                    "[log 4 lines, 1 kind]",
                    "[diff a, 1..2]",
                    "[lines 1→4]",
                    "[json]{a:1 ",
                    "[columns 4 lines: < >]",
                    "[stat 4 lines]",
                    "[@ fetch 0:1-3]",
                ][at % 16]
                    .into()
            })]
        },
    },
    Family {
        name: "openers in one line",
        make: |n| {
            vec![joined(n, "", |at| {
                ["[table ", "[runs ", "[json", "[csv ", "[records ", "[@ ", "[log "][at % 7].into()
            })]
        },
    },
    Family { name: "marks", make: |n| vec![again(n, "[verbatim]\n[crlf]\n")] },
    Family {
        name: "forged table: absent columns",
        make: |n| {
            vec![format!(
                "[table {} rows: x {}]\n{}",
                n / 4,
                list(4000.min(n / 20), " ", |at| format!("k{at}=~")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged table: absent columns in brackets",
        make: |n| {
            vec![format!(
                "[table 1 rows: x[](y {})]\n[{}]",
                list(4000.min(n / 20), " ", |at| format!("k{at}=~")),
                list(n / 4, " ", |_| "()".into())
            )]
        },
    },
    Family {
        name: "forged table: absent columns that rows name",
        make: |n| {
            vec![format!(
                "[table {} rows: x {}]\n{}",
                n / 14,
                list(4000.min(n / 20), " ", |at| format!("k{at}=~")),
                list(n / 14, "\n", |row| format!("1 k{}:2", row % 4000.min(n / 20)))
            )]
        },
    },
    Family {
        name: "forged table: rows apart",
        make: |n| {
            vec![format!(
                "[table {} rows: {}]\n{}",
                n / 6,
                list(4000.min(n / 20), " ", |at| format!("k{at}")),
                list(n / 6, "\n", |_| "=1".into())
            )]
        },
    },
    Family {
        name: "forged table: a long key around columns",
        make: |n| {
            vec![format!(
                "[table 1 rows: {}({})]\n1",
                "k".repeat(n / 2),
                list(4095.min(n / 8), " ", |at| format!("c{at}=~"))
            )]
        },
    },
    Family {
        name: "forged table: brackets in brackets",
        make: |n| vec![format!("[table 9 rows: {}{}]\n1", "a(".repeat(n / 3), ")".repeat(n / 3))],
    },
    Family {
        name: "forged table: empty objects",
        make: |n| {
            vec![format!("[table 9 rows: {}({})]\n1", "k".repeat(n / 2), list(n / 8, " ", |_| "a()".into()))]
        },
    },
    Family {
        name: "forged tables, one after another",
        make: |n| vec![joined(n, "", |at| format!("[table 2 rows: a{at} b]\n1 2\n"))],
    },
    Family {
        name: "forged table: tuples in tuples",
        make: |n| {
            vec![format!(
                "[table {} rows: a?({}b=1{})]\n{}",
                n / 130,
                "a?(".repeat(20),
                ")".repeat(20),
                list(n / 130, "\n", |_| format!("{}1{}", "(".repeat(21), ")".repeat(21)))
            )]
        },
    },
    Family {
        name: "forged JSON: values with names",
        make: |n| vec![format!("[json][{}]", joined(n, " ", |at| format!("&n{} x{at}", word(at))))],
    },
    Family {
        name: "forged JSON: one value again and again",
        make: |n| vec![format!("[json][&a [{}] {}]", "x ".repeat(root(n)), "*a ".repeat(n / 3))],
    },
    Family {
        name: "forged JSON in strings",
        make: |n| vec![format!("{}{}", again(n / 2, "[json]"), "x".repeat(n / 2))],
    },
    Family { name: "forged JSON: times that have no room", make: |n| vec![again(n, "[json][1 ×999999 ")] },
    Family {
        name: "forged runs: counts that fail",
        make: |n| blocks(n, |_| "[runs 400001 lines]\n[400000 lines: {1..400000}]".into()),
    },
    Family {
        name: "forged runs: counts that fit",
        make: |n| blocks(n, |_| "[runs 400000 lines: {1..400000}]".into()),
    },
    Family {
        name: "forged runs: counts that cannot fit",
        make: |n| blocks(n, |_| "[runs 999999999 lines: {1..999999999}]".into()),
    },
    Family {
        name: "forged runs: counts behind text",
        make: |n| {
            behind(
                lines(n / 2, |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |_| "[runs 400001 lines]\n[400000 lines: {1..400000}]".into()),
            )
        },
    },
    Family {
        name: "forged runs: parts of a long line",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n[A]\n{}END\n{}",
                "a".repeat(n / 2),
                again(n / 2, "[A «a» … «aa»]")
            )]
        },
    },
    Family {
        name: "forged runs: parts far apart",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n[A]\n{}END\n{}",
                "x".repeat(n / 2),
                again(n / 2, "[A «x» … «END»]")
            )]
        },
    },
    Family {
        name: "forged runs: empty lines again",
        make: |n| {
            vec![format!(
                "[runs 99999999 lines]\n[A]\n{}{}",
                "\n".repeat(n / 2),
                list(n / 40, "\n", |_| format!("[A again, {} lines]", n / 2))
            )]
        },
    },
    Family {
        name: "forged runs: previous lines",
        make: |n| {
            vec![format!(
                "[runs 99999999 lines]\nx\n{}",
                list(n / 50, "\n", |at| format!("[previous {} lines repeated once more]", at + 2))
            )]
        },
    },
    Family {
        name: "forged runs: names",
        make: |n| {
            vec![format!(
                "[runs 9999999 lines]\n{}",
                lines(n, |at| format!("[{}]\nline {at}", letters(at % 400_000)))
            )]
        },
    },
    Family {
        name: "forged log: kinds",
        make: |n| {
            vec![format!(
                "[log 999999 lines, {} kinds]\n{}\n{}",
                n / 40,
                list(n / 40, "\n", |at| format!("#{}: a {{}} b {{}} c", at + 1)),
                list(n / 40, "\n", |at| format!("#{} x y", 1 + number(at) % (n / 40)))
            )]
        },
    },
    Family {
        name: "forged log: gaps",
        make: |n| {
            vec![format!(
                "[log 999999 lines, 1 kind]\n#1: {}\n{}",
                "{}".repeat(root(n)),
                list(root(n) / 2, "\n", |_| format!("#1 {}", "x ".repeat(root(n))))
            )]
        },
    },
    Family {
        name: "forged log: a long kind",
        make: |n| {
            vec![format!(
                "[log {} lines, 1 kind]\n#1: {}\n{}",
                n / 6,
                "x".repeat(n / 2),
                list(n / 6, "\n", |_| "#1".into())
            )]
        },
    },
    Family {
        name: "forged records: empty values",
        make: |n| {
            vec![format!(
                "[records {} lines: * {{1}} for the next 1]\n{}\n{}",
                n / 6,
                "{1}".repeat(n / 6),
                list(n / 6, "\n", |_| "* ".into())
            )]
        },
    },
    Family {
        name: "forged records: long values",
        make: |n| {
            vec![format!(
                "[records 999999 lines: * {{1}} for the next 1]\n{}\n{}",
                "{1}".repeat(root(n)),
                lines(n / 2, |at| format!("* {}", word(at).repeat(20)))
            )]
        },
    },
    Family {
        name: "forged CSV: long usual cells",
        make: |n| {
            vec![format!(
                "[csv {} rows: a,b={}]\n{}",
                n / 4,
                "x".repeat(8000.min(n / 4)),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged CSV: cells by name",
        make: |n| {
            vec![format!(
                "[csv 999999 rows: a,{}]\n{}",
                list(250, ",", |at| format!("c{at}=x")),
                lines(n, |at| format!("1,c{}:y", number(at) % 250))
            )]
        },
    },
    Family {
        name: "forged CSV: quotes that nothing closes",
        make: |n| vec![format!("[csv 999999 rows: a,b]\n{}", lines(n, |at| format!("\"{at},x")))],
    },
    Family {
        name: "forged fixed table: blanks",
        make: |n| {
            vec![format!(
                "[fixed {} rows: A|{}]\n{}",
                n / 4,
                list(250.min(n / 40), "|", |at| format!("B{at}:4000= ")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged fixed table: wide empty cells",
        make: |n| {
            vec![format!(
                "[fixed {} rows: A|{}]\n{}",
                n / 4,
                list(250.min(n / 40), "|", |at| format!("B{at}:4000=")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged Markdown table: long usual cells",
        make: |n| {
            vec![format!(
                "[markdown {} rows, padded: a|b={}]\n{}",
                n / 4,
                "x".repeat(8000.min(n / 4)),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged Markdown table: wide",
        make: |n| {
            vec![format!(
                "[markdown 999999 rows, padded: {}]\n{}",
                list(250, "|", |at| format!("C{at}:4000")),
                lines(n, |_| "|".repeat(249))
            )]
        },
    },
    Family {
        name: "forged paths",
        make: |n| {
            vec![format!(
                "[paths 999999 as {}*]\n{}",
                "a/".repeat(250),
                lines(n, |_| format!("d/: {}x", "x ".repeat(100)))
            )]
        },
    },
    Family {
        name: "forged tree",
        make: |n| {
            vec![format!(
                "[tree 16000 lines, more at 1 2 3]\na\n{}",
                lines(n, |at| format!("{}x", " ".repeat(1 + at % 60)))
            )]
        },
    },
    Family {
        name: "forged columns",
        make: |n| {
            vec![format!(
                "[columns 4000 lines: {}]\n{}",
                "< ".repeat(250),
                lines(n, |_| "x ".repeat(249) + "x")
            )]
        },
    },
    Family {
        name: "forged search results",
        make: |n| {
            vec![format!(
                "[by file, 9999999 lines]\nf\n{}: long text here",
                joined(n, " ", |at| (at + 1).to_string())
            )]
        },
    },
    Family {
        name: "forged table of changes",
        make: |n| {
            vec![format!(
                "[stat {} lines]\n{} | 1 +\n{}",
                n / 20,
                "x".repeat(n / 2),
                list(n / 20, "\n", |at| format!("f{at} | 1 +"))
            )]
        },
    },
    Family {
        name: "forged diffs",
        make: |n| vec![lines(n, |at| format!("[diff a/f{at}, from b, 94%, 1..2]\n@@ -1 +1 x\n-x\n+y"))],
    },
    Family {
        name: "forged diff: a long context",
        make: |n| {
            vec![format!(
                "[diff a, 1..2]\n@@ -1 +1 {}\n+y\n{}",
                "x".repeat(n / 2),
                lines(n / 2, |at| format!("@@ -{at} +1\n+y"))
            )]
        },
    },
    Family {
        name: "forged numbered lines",
        make: |n| {
            vec![format!(
                "[lines 1→4294967295]\n{}",
                lines(n, |at| if (at + 1) % 10 == 0 { format!("{}→x", at + 1) } else { "x".into() })
            )]
        },
    },
    Family {
        name: "forged numbered lines, wide",
        make: |n| vec![joined(n, "\n", |_| "[lines 1→3, width 64]\na\nb\nc".into())],
    },
    Family {
        name: "references to a long text",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, "\n", |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |_| "[@ fetch 0]".into()),
            )
        },
    },
    Family {
        name: "references to lines of a long text",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, "\n", |at| format!("line {} of a text", word(at))),
                blocks(n / 2, |at| format!("[@ fetch 0:{}-{}]", 1 + at % 9, n.max(LONG) / 60)),
            )
        },
    },
    Family {
        name: "references to parts of a long line",
        make: |n| {
            behind(
                joined(n.max(LONG) / 2, " ", word),
                blocks(n / 2, |at| format!("[@ fetch 0:1 «{}» … «not there»]", word(at))),
            )
        },
    },
    Family {
        name: "references to what comes before",
        make: |n| blocks(n, |at| format!("[@ fetch {}]", at % 7).repeat(3)),
    },
    Family { name: "small tables", make: |n| blocks(n, |at| format!("[table 2 rows: a{at} b]\n1 2\n3 4")) },
    Family { name: "small JSON", make: |n| blocks(n, |at| format!("[json loose]{{a:{at} b:[1 2 ×40 x]}}")) },
];
