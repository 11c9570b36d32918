//! Parts of originals for random requests: every answer is correct and within its limit.

use headroom_store::{NoPart, Part, Retrieved, part_of};
use headroom_testkit::{Random, json, layouts, seeds, text};
use serde_json::Value;

/// Maximum length of the name of a part, in bytes.
const MAX_NAME_LEN: usize = 400;

/// A path in `value` and its value; the path may have none.
fn place<'a>(random: &mut Random, value: &'a Value) -> (String, Option<&'a Value>) {
    let (mut path, mut reached) = (String::new(), Some(value));
    while !random.once_in(4) {
        let (step, next) = match reached {
            Some(Value::Object(members)) if !members.is_empty() && !random.once_in(12) => {
                let (key, value) = members.iter().nth(random.below(members.len())).expect("a member");
                (key.replace('~', "~0").replace('/', "~1"), Some(value))
            }
            Some(Value::Array(elements)) if !elements.is_empty() && !random.once_in(12) => {
                let index = random.below(elements.len());
                (index.to_string(), Some(&elements[index]))
            }
            _ => ("nowhere".to_owned(), None),
        };
        path = format!("{path}/{step}");
        reached = next;
    }
    (path, reached)
}

#[test]
fn paths_lead_to_the_values_that_serde_json_finds() {
    let mut found = 0;
    for seed in seeds(1000) {
        let mut random = Random::new(seed);
        for layout in layouts(&json(&mut random)) {
            // JSON that serde rejects, such as half of a surrogate pair, is skipped.
            let Ok(value) = serde_json::from_str::<Value>(&layout) else { continue };
            let (path, expected) = place(&mut random, &value);
            let retrieved = part_of(&layout, &Part::Path(path.clone()), usize::MAX);
            match (&retrieved, expected) {
                (Ok(retrieved), Some(expected)) => assert_eq!(
                    serde_json::from_str::<Value>(&retrieved.text).as_ref().ok(),
                    Some(expected),
                    "seed {seed}, {path}"
                ),
                (Err(NoPart::Path { .. }), None) => {}
                _ => panic!("seed {seed}, {path}: {retrieved:?}, {expected:?}"),
            }
            found += usize::from(expected.is_some());
        }
    }
    assert!(found > seeds(500).count() || std::env::var_os("HEADROOM_SEED").is_some(), "{found}");
}

#[test]
fn rows_have_exactly_the_requested_fields() {
    for seed in seeds(300) {
        let mut random = Random::new(seed);
        let rows = random.below(20) + 1;
        let original: Vec<Value> = (0..rows)
            .map(|row| serde_json::json!({ "id": row, "a b": "x", "ä\n": [row], "k": null }))
            .collect();
        let mut fields: Vec<String> = ["id", "a b", "ä\n", "k", "none"]
            .iter()
            .filter(|_| random.once_in(2))
            .map(ToString::to_string)
            .collect();
        fields.extend(fields.clone());
        fields.push("id".to_owned());
        let retrieved = part_of(
            &Value::from(original.clone()).to_string(),
            &Part::Rows { rows: None, fields: fields.clone() },
            usize::MAX,
        )
        .expect("rows");
        let expected = original.iter().map(|row| {
            let members = row.as_object().expect("an object").iter().filter(|(key, _)| fields.contains(key));
            format!("{}\n", Value::Object(members.map(|(key, value)| (key.clone(), value.clone())).collect()))
        });
        assert_eq!(retrieved.text, expected.collect::<Vec<_>>().concat(), "seed {seed}");
        assert_eq!(retrieved.part.matches("id").count(), 1, "each name is said once: {}", retrieved.part);
    }
}

/// A request of a model, in good faith or not.
fn part(random: &mut Random) -> Part {
    let range = |random: &mut Random| {
        let start = [0, 1, 2, 3000, u32::MAX][random.below(5)];
        start..=start.saturating_add([0, 1, 100, u32::MAX][random.below(4)])
    };
    let many = [1, 10, 3000][random.below(3)];
    match random.below(5) {
        0 => Part::Whole,
        1 => Part::Lines(range(random)),
        2 => Part::Rows {
            rows: random.once_in(2).then(|| range(random)),
            fields: (0..many).map(|number| format!("field {number}")).collect(),
        },
        3 => Part::Path(["/0", "/a", "[1].a", "/field 1~1/é"][random.below(4)].repeat(many)),
        _ => Part::Query((0..many.min(30)).map(|_| text(random)).collect::<Vec<_>>().concat()),
    }
}

#[test]
fn no_answer_exceeds_its_limit() {
    let mut incomplete = 0;
    for seed in seeds(600) {
        let mut random = Random::new(seed);
        let original = if random.once_in(2) {
            layouts(&json(&mut random)).concat()
        } else {
            (0..20).map(|_| text(&mut random) + "\n").collect::<Vec<_>>().concat()
        };
        let (part, limit) = (part(&mut random), [0, 1, 20, 300, 10_000, usize::MAX][random.below(6)]);
        match part_of(&original, &part, limit) {
            Ok(Retrieved { text, part, complete }) => {
                assert!(
                    text.len() <= limit && part.len() <= MAX_NAME_LEN,
                    "seed {seed}: {} bytes, limit {limit}, {part}",
                    text.len()
                );
                incomplete += usize::from(!complete);
            }
            Err(why) => assert!(why.to_string().len() <= MAX_NAME_LEN, "seed {seed}: {why}"),
        }
    }
    assert!(incomplete > seeds(50).count() || std::env::var_os("HEADROOM_SEED").is_some(), "{incomplete}");
}

#[test]
fn very_many_fields_and_words_stay_within_the_limit() {
    let rows: Vec<Value> = (0..5000)
        .map(|row| {
            Value::Object((0..20).map(|field| (format!("f{field}"), Value::from(row * field))).collect())
        })
        .collect();
    let original = Value::from(rows).to_string();
    let fields: Vec<String> = (0..100_000).map(|number| format!("z{number}")).collect();
    let retrieved = part_of(&original, &Part::Rows { rows: None, fields }, 32_768).expect("rows");
    assert!(retrieved.text.starts_with("{}\n{}\n"));
    assert!(
        retrieved.part.contains("of 5,000, only z0, z1, ") && retrieved.part.ends_with(" more"),
        "{}",
        retrieved.part
    );
    let query: Vec<String> = (0..100_000).map(|number| format!("f{number} {number}")).collect();
    assert!(
        part_of(&original, &Part::Query(query.join(" ")), 32_768).expect("passages").text.len() <= 32_768
    );
}
