//! The codec for the form that the module describes.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::legend::Legend;
use super::row::{Last, read_value};
use super::template::{Part, Template};
use crate::reader::{NUMBER, Reader, number};

const OPENER: &str = "[templates ";
/// Precedes a line that is kept.
pub(in crate::templates) const LITERAL: char = '=';
/// Maximum length of a header without its legend, in bytes.
const MAX_HEADER_LEN: usize = 64;

/// Writes the header for `lines` lines, and the templates below it.
pub(in crate::templates) fn write_header(
    lines: usize,
    templates: &[&Template<'_>],
    legend: Legend,
    out: &mut String,
) {
    let plural = if templates.len() == 1 { "" } else { "s" };
    out.extend([OPENER, &lines.to_string(), " lines, ", &templates.len().to_string(), " template", plural]);
    legend.write(out);
    for (index, template) in templates.iter().enumerate() {
        out.push('\n');
        out.push(NUMBER);
        out.extend([&(index + 1).to_string(), ":"]);
        template.write(out);
    }
}

/// The numbers of lines and templates, and the length of the header.
fn read_header(text: &str) -> Option<(usize, usize, usize)> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr(b':', window)?;
    let rest = Legend::skip(&text[end..])?;
    let (lines, templates) = text[..end].strip_prefix(OPENER)?.split_once(" lines, ")?;
    let templates = if templates == "1 template" { "1" } else { templates.strip_suffix(" templates")? };
    Some((number(lines)?, number(templates)?, text.len() - rest.len()))
}

/// Reads lines of templates back.
#[derive(Clone, Copy, Debug)]
pub(in crate::templates) struct TemplateLines;

impl Codec for TemplateLines {
    fn name(&self) -> &'static str {
        "templates"
    }

    fn unit(&self) -> &'static str {
        "templates"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (lines, templates, at) =
            read_header(text).ok_or(Unreadable { read: text.len().min(MAX_HEADER_LEN) })?;
        out.has_room_for(lines, 0).ok_or(Unreadable { read: at })?;
        let mut reader = Reader { text, at };
        let templates = reader.numbered(templates);
        let read = templates.and_then(|templates| read_lines(&mut reader, lines, &templates, out));
        read.ok_or(Unreadable { read: reader.at })?;
        Ok(Reading::new(reader.at))
    }
}

/// Writes `count` lines of templates.
fn read_lines<'a>(
    reader: &mut Reader<'a>,
    count: usize,
    templates: &[&'a str],
    out: &mut Sink<'_>,
) -> Option<()> {
    let templates: Vec<Template<'a>> =
        templates.iter().map(|text| Template::read(text)).collect::<Option<_>>()?;
    let mut last = Last::default();
    let mut current = None;
    for index in 0..count {
        let line = reader.next_line()?;
        out.push_str(if index > 0 { "\n" } else { "" })?;
        if let Some(line) = line.strip_prefix(LITERAL) {
            out.push_str(line)?;
        } else if let Some(row) = line.strip_prefix(NUMBER) {
            let (number, values) = row.split_once(' ').unwrap_or((row, ""));
            let number = self::number(number)?;
            let own = (number, templates.get(number - 1)?);
            current = Some(own);
            fill(own, values, &mut last, out)?;
        } else {
            fill(current?, line, &mut last, out)?;
        }
    }
    Some(())
}

/// Writes the line of a numbered template with these values.
fn fill<'a>(
    (number, template): (usize, &Template<'a>),
    mut values: &'a str,
    last: &mut Last<'a>,
    out: &mut Sink<'_>,
) -> Option<()> {
    let mut gaps = 0..;
    for part in template.parts() {
        match part {
            Part::Text(text) => out.push_str(text)?,
            Part::Gap(gap) => {
                let index = gaps.next()?;
                let value = read_value(&mut values, last.get(number, index))?;
                last.set(number, index, value);
                let (left, right) = gap.blanks(value);
                out.look(value.len())?;
                out.pad(left)?;
                out.push_str(value)?;
                out.pad(right)?;
            }
        }
    }
    values.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        let mut legend = String::new();
        Legend::default().write(&mut legend);
        let text = text.replacen(']', &legend, 1);
        TemplateLines.decode(&text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn lines_round_trip() {
        for (text, lines) in [
            (
                "[templates 4 lines, 2 templates]\n#1:{}({}): a\n#2:{} b\n#1 x.ts 3\n^ 4\n=#2 x\n#2 ^",
                "x.ts(3): a\nx.ts(4): a\n#2 x\nx.ts b",
            ),
            ("[templates 2 lines, 1 template]\n#1:{>3}|{<3}|\n#1 7 é\n\"a b\" abcd", "  7|é  |\na b|abcd|"),
            ("[templates 2 lines, 1 template]\n#1:a\n#1\n#1", "a\na"),
            (
                "[templates 3 lines, 2 templates]\n#1:{}: {} to {}\n#2:{}: {}\n#1 a b c\n#2 ^ d\n#1 ^ ^ ^",
                "a: b to c\na: d\na: b to c",
            ),
        ] {
            assert_eq!(decode(text, 100).as_deref(), Some(lines), "{text}");
            assert_eq!(decode(text, lines.len()).as_deref(), Some(lines), "{text}");
            assert_eq!(decode(text, lines.len() - 1), None, "{text}");
        }
    }

    #[test]
    fn headers_count_millions_of_lines() {
        let template = Template::read("{}").expect("a template");
        let mut text = String::new();
        write_header(1_234_567, &[&template], Legend::default(), &mut text);
        assert_eq!(read_header(&text).map(|(lines, ..)| lines), Some(1_234_567));
    }

    #[test]
    fn rejects_malformed_lines() {
        for text in [
            "[templates 1 lines, 1 template]",
            "[templates 1 lines]\na",
            "[templates 1 lines, 1 template]\n#2:x\n#2",
            "[templates 2 lines, 1 template]\n#1:x\n#1",
            "[templates 1 lines, 1 template]\n#1:x\n#2",
            "[templates 1 lines, 1 template]\n#1:{}\n#1",
            "[templates 1 lines, 1 template]\n#1:{}\n#1 ^",
            "[templates 1 lines, 1 template]\n#1:{} {}\n#1 a ^",
            "[templates 2 lines, 2 templates]\n#1:{} {}\n#2:{} {}\n#1 a b\n#2 a ^",
            "[templates 1 lines, 1 template]\n#1:{}\n#1 1 2",
            "[templates 1 lines, 1 template]\n#1:{}\n1",
            "[templates 01 lines, 1 template]\n#1:x\n#1",
        ] {
            assert_eq!(decode(text, 100), None, "{text}");
        }
    }
}
