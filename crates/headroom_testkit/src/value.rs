//! JSON values without layout, and the layouts that libraries give them.

/// A JSON value, still without layout: tokens and nesting.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number, a literal, or a string with its quotes.
    Scalar(String),
    /// An array.
    Array(Vec<Value>),
    /// Keys with their quotes, and values; keys may repeat.
    Object(Vec<(String, Value)>),
}

/// The value as libraries lay it out: compact, spaced, indented by two, by a tab, and oddly.
#[must_use]
pub fn layouts(value: &Value) -> Vec<String> {
    [(",", ":", ""), (", ", ": ", ""), (",", ": ", "  "), (",", ": ", "\t"), (" ,", " : ", "")]
        .map(|(comma, colon, indent)| {
            let mut out = String::new();
            write(value, comma, colon, indent, 0, &mut out);
            out
        })
        .into()
}

fn write(value: &Value, comma: &str, colon: &str, indent: &str, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        if !indent.is_empty() {
            out.push('\n');
            out.push_str(&indent.repeat(depth));
        }
    };
    match value {
        Value::Scalar(text) => out.push_str(text),
        Value::Array(elements) if elements.is_empty() => out.push_str("[]"),
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { comma } else { "" });
                line(depth + 1, out);
                write(element, comma, colon, indent, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                out.push_str(if index > 0 { comma } else { "" });
                line(depth + 1, out);
                out.push_str(key);
                out.push_str(colon);
                write(member, comma, colon, indent, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
    }
}
