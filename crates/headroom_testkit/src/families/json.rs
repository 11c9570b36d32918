//! JSON and its look-alikes.

use super::{Family, again, joined, lines, list, number, root, word};

/// Nested objects of this depth and width.
fn tree(depth: usize, width: usize, leaf: &dyn Fn(usize) -> String, seed: usize) -> String {
    if depth == 0 {
        return leaf(seed);
    }
    let fields =
        list(width, ",", |at| format!("\"f{at}\":{}", tree(depth - 1, width, leaf, seed * width + at)));
    format!("{{{fields}}}")
}

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "JSON with a log in a string",
        make: |n| {
            let line = |row| format!("10:00:00 INFO took \\\"{}\\\" of shop {}", word(row), number(row) % 97);
            vec![format!("{{\"output\":\"{}\",\"code\":0}}", joined(n, "\\n", line))]
        },
    },
    Family {
        name: "JSON with many texts",
        make: |n| {
            let text = |row| format!("{{\"id\":{row},\"text\":\"{}\"}}", again(160, "\\\"a\\\" line\\n"));
            vec![format!("[{}]", joined(n, ",", text))]
        },
    },
    Family {
        name: "JSON rows",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |row| format!(
                    "{{\"id\":{row},\"name\":\"{}\",\"tags\":[\"a\",\"b{}\"],\"v\":{}}}",
                    word(row),
                    row % 7,
                    number(row) % 1000
                ))
            )]
        },
    },
    Family {
        name: "JSON rows, indented",
        make: |n| {
            vec![format!(
                "[\n{}\n]",
                joined(n, ",\n", |row| format!(
                    "  {{\n    \"id\": {row},\n    \"name\": \"{}\"\n  }}",
                    word(row)
                ))
            )]
        },
    },
    Family {
        name: "JSON rows of any blanks",
        make: |n| {
            vec![format!(
                "[ {} ]",
                joined(n, " ,\n\t", |row| format!("{{ \"id\" :{row},\"name\":  \"{}\" }}", word(row)))
            )]
        },
    },
    Family {
        name: "JSON rows as wide as there are many",
        make: |n| {
            let side = root(n / 10);
            vec![format!(
                "[{}]",
                list(side, ",", |row| format!(
                    "{{{}}}",
                    list(side, ",", |at| format!("\"c{at}\":{}", number(row * at) % 100))
                ))
            )]
        },
    },
    Family {
        name: "JSON rows that lack most fields",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |row| format!(
                    "{{\"id\":{{\"of\":{row}}},\"k{}\":1,\"l{}\":{{}}}}",
                    number(row) % 200,
                    number(row) % 90
                ))
            )]
        },
    },
    Family {
        name: "JSON objects in objects, each field in one",
        make: |n| {
            vec![format!(
                "[{},{}]",
                tree(2, root(n / 80), &|seed| format!("{{\"x{}\":1}}", seed % 250), 0),
                tree(2, root(n / 80), &|seed| format!("{{\"y{}\":1}}", seed % 250), 1)
            )]
        },
    },
    Family {
        name: "JSON objects in objects, many fields",
        make: |n| {
            let wide = |row: usize| {
                format!(
                    "{{{}}}",
                    list(n / 3 / 2400, ",", |group| format!(
                        "\"g{group}\":{{\"a\":1,{}}}",
                        list(200, ",", |at| format!("\"k{at}\":{}", row + at))
                    ))
                )
            };
            vec![format!("[{},{},{}]", wide(1), wide(2), wide(3))]
        },
    },
    Family {
        name: "JSON, a long key around many fields",
        make: |n| {
            let key = "k".repeat(n / 3);
            let row = |row: usize| {
                format!("{{\"{key}\":{{{}}}}}", list(250, ",", |at| format!("\"c{at}\":{}", row + at)))
            };
            vec![format!("[{},{},{}]", row(1), row(2), row(3))]
        },
    },
    Family {
        name: "JSON keys that are long",
        make: |n| {
            vec![format!("{{{}}}", joined(n, ",", |at| format!("\"{}{}\":1", "k".repeat(200), word(at))))]
        },
    },
    Family {
        name: "JSON keys all different",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| format!("{{\"k{}\":{at},\"j{}\":\"v\"}}", word(at), word(at + 9)))
            )]
        },
    },
    Family {
        name: "JSON keys all the same",
        make: |n| vec![format!("{{{}}}", joined(n, ",", |at| format!("\"k\":{at}")))],
    },
    Family {
        name: "JSON maps of maps",
        make: |n| {
            let side = root(n / 40);
            vec![format!(
                "{{{}}}",
                list(side, ",", |a| format!(
                    "\"g{}\":{{{}}}",
                    word(a),
                    list(side, ",", |b| format!("\"m{}\":{{\"x\":{a},\"y\":\"z{}\"}}", word(a + b), b % 9))
                ))
            )]
        },
    },
    Family {
        name: "JSON, deep",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| format!("{}{at}{}", "{\"a\":".repeat(200), "}".repeat(200)))
            )]
        },
    },
    Family {
        name: "JSON, deep, arrays between",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| format!("{}{at}{}", "[{\"a\":".repeat(100), "}]".repeat(100)))
            )]
        },
    },
    Family { name: "JSON, too deep", make: |n| vec!["[".repeat(n / 2) + &"]".repeat(n / 2)] },
    Family {
        name: "JSON numbers",
        make: |n| vec![format!("[{}]", joined(n, ",", |at| (number(at) % 1_000_000).to_string()))],
    },
    Family { name: "JSON, one long number", make: |n| vec![format!("[{}]", "9".repeat(n))] },
    Family { name: "JSON escapes", make: |n| vec![format!("{{\"a\":\"{}\"}}", again(n, "\\\"\\u00e9"))] },
    Family {
        name: "JSON in strings in JSON",
        make: |n| {
            let mut text = "{\"a\":1}".to_owned();
            while text.len() < n / 2 {
                text = format!("{{\"v\":\"{}\"}}", text.replace('\\', "\\\\").replace('"', "\\\""));
            }
            vec![text]
        },
    },
    Family {
        name: "JSON in many strings",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| format!(
                    "{{\"id\":{at},\"v\":\"{{\\\"k\\\":\\\"{}\\\",\\\"w\\\":[1,2,{{\\\"z\\\":\\\"{}\\\"}}]}}\"}}",
                    word(at),
                    word(at + 1)
                ))
            )]
        },
    },
    Family {
        name: "JSON objects that come again",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| format!(
                    "{{\"u\":{{\"login\":\"l{}\",\"mail\":\"l{}@example.org\",\"team\":\"some long team name\"}}}}",
                    at % 900,
                    at % 900
                ))
            )]
        },
    },
    Family {
        name: "JSON strings of tildes",
        make: |n| {
            vec![format!(
                "[{{\"a\":1,\"b\":[{}]}},{{\"a\":2}}]",
                list(root(2 * n), ",", |length| format!("\"{}\"", "~".repeat(length)))
            )]
        },
    },
    Family {
        name: "JSON of any sort",
        make: |n| {
            vec![format!(
                "[{}]",
                joined(n, ",", |at| [
                    format!("{{\"a\":{at}}}"),
                    format!("[{at}]"),
                    format!("\"s{at}\""),
                    at.to_string(),
                    "null".into(),
                    format!("{{\"b\":{{\"c\":{at}}}}}")
                ][number(at) % 6]
                    .clone())
            )]
        },
    },
    Family {
        name: "JSON lines",
        make: |n| {
            vec![lines(n, |at| format!("{{\"a\":{at},\"b\":\"{}\",\"c\":[1,{{\"d\":null}}]}}", word(at)))]
        },
    },
    Family {
        name: "JSON lines of many shapes",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "{{{}}}",
                    list(1 + at % 9, ",", |key| format!(
                        "\"k{}\":\"{}\"",
                        number(at * key) % 500,
                        word(at + key)
                    ))
                )
            })]
        },
    },
    Family {
        name: "JSON lines that break off",
        make: |n| vec![lines(n, |at| format!("{{\"a\":{at},\"b\":[1,2"))],
    },
    Family {
        name: "JSON in prose",
        make: |n| {
            vec![lines(n, |at| {
                format!("see {{\"a\":{at},\"b\":[1,2,{{\"c\":\"{}\"}}]}} and [{at}] or {{broken", word(at))
            })]
        },
    },
    Family { name: "JSON that opens and opens", make: |n| vec![again(n, "{\"a\":[{\"b\":\"")] },
    Family {
        name: "JSON cut off",
        make: |n| {
            vec![format!("[{}", joined(n, ",", |at| format!("{{\"id\":{at},\"name\":\"{}\"}}", word(at))))]
        },
    },
    Family {
        name: "JSON cut off on many lines",
        make: |n| vec![list(root(n), "\n", |_| format!("[{{\"a\":\"{}", "x".repeat(root(n))))],
    },
    Family {
        name: "columns, forged",
        make: |n| {
            vec![format!(
                "{{\"$columns\":[{{\"a\":{{\"$always\":\"{}\"}}}}],\"$missing\":\"~\",\"$rows\":[{}]}}",
                "x".repeat(n / 2),
                list(n / 6, ",", |_| "[]".into())
            )]
        },
    },
];
