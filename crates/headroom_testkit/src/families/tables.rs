//! Tables, listings and configuration.

use super::{Family, joined, lines, list, number, root, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "CSV",
        make: |n| {
            vec![format!("id,name,state,note\n{}", lines(n, |row| format!("{row},{},ok,x y", word(row))))]
        },
    },
    Family {
        name: "CSV of very many columns",
        make: |n| {
            vec![list(5, "\n", |row| {
                list(n / 35, ",", |at| if row == 0 { format!("c{}", word(at)) } else { word(at * 7 + row) })
            })]
        },
    },
    Family {
        name: "CSV as wide as it is long",
        make: |n| {
            let side = root(n / 5);
            vec![list(side, "\n", |row| {
                list(side, ",", |at| {
                    if row == 0 {
                        format!("c{at}")
                    } else {
                        [String::from("same"), word(row * at)][at % 2].clone()
                    }
                })
            })]
        },
    },
    Family {
        name: "CSV, a quote that nothing closes",
        make: |n| vec![format!("a,b,c\n\"{}", lines(n, |row| format!("{row},{},z", word(row))))],
    },
    Family {
        name: "CSV, quotes that nothing closes",
        make: |n| vec![lines(n, |row| format!("\"{row},{},\"z,", word(row)))],
    },
    Family {
        name: "CSV, quotes in the middle",
        make: |n| vec![format!("a,b,c\n{}", lines(n, |row| format!("\"x{row}\",\"y\"\"z,\"{}", word(row))))],
    },
    Family {
        name: "CSV of CSV",
        make: |n| {
            vec![lines(n, |row| {
                if row % 6 == 0 {
                    format!("a{},b{row},c{row}", word(row))
                } else {
                    format!("{row},{},x", number(row) % 5)
                }
            })]
        },
    },
    Family { name: "commas", make: |n| vec![list(root(n), "\n", |_| ",".repeat(root(n)))] },
    Family {
        name: "separators of all sorts",
        make: |n| vec![lines(n, |row| format!("{row};{},{row}|a\t{};\"x\";,", word(row), word(row + 1)))],
    },
    Family {
        name: "Markdown table, wide",
        make: |n| {
            let row = |row: usize| {
                format!(
                    "| {} |",
                    list(250, " | ", |at| format!("{:<6}", word(row + at).get(..4).unwrap_or("x")))
                )
            };
            vec![format!("{}\n|{}\n{}", row(0), " ------ |".repeat(250), lines(n, |at| row(at + 1)))]
        },
    },
    Family {
        name: "Markdown table, long cells",
        make: |n| {
            vec![format!(
                "| a | b |\n| --- | --- |\n{}",
                list(20, "\n", |row| format!("| {} | {row} |", "x".repeat(n / 20)))
            )]
        },
    },
    Family {
        name: "Markdown table, a long name above short rows",
        make: |n| {
            vec![format!(
                "| {} | b |\n| --- | --- |\n{}",
                "x".repeat(n / 2),
                lines(n / 2, |_| "| 1 | 2 |".into())
            )]
        },
    },
    Family {
        name: "Markdown table, long names above empty rows",
        make: |n| {
            vec![format!(
                "| {} |\n|{}\n{}",
                list(60, " | ", |at| format!("{:x<60}", word(at))),
                " --- |".repeat(60),
                lines(n, |_| "|".repeat(61))
            )]
        },
    },
    Family {
        name: "CSV, rows that other lines interrupt",
        make: |n| {
            vec![format!(
                "{}\n{}",
                list(60, ",", |at| format!("{:x<60}", format!("c{}", word(at)))),
                lines(n, |row| if row % 2 == 0 { ",".repeat(59) } else { "x".into() })
            )]
        },
    },
    Family {
        name: "table of bars, rows that other lines interrupt",
        make: |n| {
            vec![format!(
                " a | b \n---+---\n{}",
                lines(n, |row| if row % 6 == 5 { "x\nx\nx".into() } else { format!(" {row} | 2") })
            )]
        },
    },
    Family { name: "bars", make: |n| vec![lines(n, |_| "|".repeat(200))] },
    Family {
        name: "columns of text",
        make: |n| {
            vec![format!(
                "NAME      AGE   STATUS\n{}",
                lines(n, |row| format!("{:<9} {:<5} Running", word(row), row % 90))
            )]
        },
    },
    Family {
        name: "columns that nearly fit",
        make: |n| {
            vec![lines(n, |row| {
                list(12, " ", |at| format!("{:<1$}", word(row * 12 + at), 3 + number(row + at) % 9))
            })]
        },
    },
    Family {
        name: "columns of other characters",
        make: |n| vec![lines(n, |row| format!("é {:<9} 日本 {row}", word(row)))],
    },
    Family {
        name: "names of columns again and again",
        make: |n| vec![lines(n, |row| format!("NAME  AGE  SIZE{}", if row % 2 == 0 { "" } else { "  X" }))],
    },
    Family {
        name: "ls -l",
        make: |n| {
            vec![format!(
                "total 9\n{}",
                lines(n, |row| format!(
                    "-rw-r--r-- 1 ada staff {:>8} Feb 12 15:13 {}.txt",
                    number(row) % 99_999,
                    word(row)
                ))
            )]
        },
    },
    Family {
        name: "paths",
        make: |n| vec![lines(n, |row| format!("src/m{}/f{}.ts", number(row) % 97, word(row)))],
    },
    Family {
        name: "paths, deeper and deeper",
        make: |n| vec![list(root(2 * n), "\n", |row| format!("{}f{row}", "d/".repeat(row / 3)))],
    },
    Family {
        name: "a tree, up and down",
        make: |n| {
            vec![format!(
                ".\n{}",
                lines(n, |row| format!("{}├── {}", "│   ".repeat(number(row) % 60), word(row)))
            )]
        },
    },
    Family {
        name: "a tree, deeper and deeper",
        make: |n| vec![list(root(n / 6), "\n", |row| format!("{}└── {row}", "│   ".repeat(row / 2)))],
    },
    Family { name: "INI", make: |n| vec![lines(n, |row| format!("[s{}]\nk = v{row}\n", word(row)))] },
    Family {
        name: "keys and values",
        make: |n| vec![lines(n, |row| format!("KEY_{} = {row}", word(row).to_uppercase()))],
    },
    Family {
        name: "TOML",
        make: |n| {
            vec![lines(n, |row| {
                format!(
                    "[[package]]\nname = \"{}\"\nversion = \"{}.{}.0\"\nchecksum = \"{}\"\n",
                    word(row),
                    row % 9,
                    row % 7,
                    word(row * 3)
                )
            })]
        },
    },
    Family {
        name: "YAML records",
        make: |n| {
            vec![lines(n, |row| {
                format!(
                    "- name: n{}\n  kind: Pod\n  image: x/{}\n  port: {}",
                    word(row),
                    word(row % 9),
                    row % 70
                )
            })]
        },
    },
    Family {
        name: "YAML records as long as there are many",
        make: |n| {
            let side = root(n / 12);
            vec![list(side, "\n", |row| {
                format!(
                    "- name: {}\n{}",
                    word(row),
                    list(side, "\n", |at| format!("  k{at}: v{}", number(row * at) % 3))
                )
            })]
        },
    },
    Family {
        name: "YAML, long values",
        make: |n| {
            vec![list(24, "\n", |row| {
                format!(
                    "- name: n{}\n  image: {row}{}{row}\n  restart: Always",
                    word(row),
                    "a".repeat(n / 24)
                )
            })]
        },
    },
    Family {
        name: "YAML, deeper and deeper",
        make: |n| vec![list(root(2 * n), "\n", |row| format!("{}k:", " ".repeat(row)))],
    },
    Family {
        name: "XML records",
        make: |n| {
            vec![lines(n, |row| {
                format!(
                    "  <item id=\"{}\" class=\"org.example.{}\">{}</item>",
                    word(row),
                    row % 50,
                    word(row + 1)
                )
            })]
        },
    },
    Family {
        name: "XML, deep",
        make: |n| {
            vec![[list(n / 9, "\n", |_| "<a>".into()), list(n / 9, "\n", |_| "</a>".into())].join("\n")]
        },
    },
    Family {
        name: "HTML",
        make: |n| {
            vec![format!(
                "<!doctype html><html><body>\n{}</body></html>",
                lines(n, |row| format!("<div class=\"c{}\"><p>{}</p></div>", row % 9, word(row)))
            )]
        },
    },
    Family { name: "tags in one line", make: |n| vec![joined(n, "", |_| "<note>x</note>".into())] },
];
