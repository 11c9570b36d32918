//! Forged JSON and tables of JSON.

use crate::families::{Family, again, joined, list, root, word};

pub(super) const FAMILIES: &[Family] = &[
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
];
