//! Recognises source text: code, or a document with code in it.

/// Minimum percentage of lines that look like code.
const MIN_SHARE: usize = 40;
/// First words of lines of code that do not end like code.
const KEYWORDS: [&str; 22] = [
    "def", "class", "import", "from", "return", "if", "elif", "else:", "else", "for", "while", "try:",
    "except", "with", "raise", "end", "do", "unless", "async", "yield", "pass", "const",
];

/// Maximum length of a line of code, in bytes.
const MAX_LEN: usize = 256;

/// Minimum number of fences and headings of Markdown.
const MARKDOWN: usize = 2;

/// Whether a text is code or Markdown.
pub(super) fn is_source(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (mut all, mut like, mut markdown) = (0, 0, 0);
    for line in lines {
        all += 1;
        markdown += usize::from(["```", "## ", "### "].iter().any(|start| line.starts_with(start)));
        like += usize::from(line.len() <= MAX_LEN && is_like_code(line));
    }
    markdown >= MARKDOWN || like * 100 >= all * MIN_SHARE
}

fn is_like_code(line: &str) -> bool {
    let first = &line[..line.bytes().position(|byte| matches!(byte, b' ' | b'(')).unwrap_or(line.len())];
    matches!(line.bytes().last(), Some(b';' | b'{' | b'}' | b',' | b'(' | b')'))
        || line.ends_with("):")
        || ["//", "/*", "* ", "*/", "#!", "# ", "\"\"\"", "@", "self."]
            .iter()
            .any(|start| line.starts_with(start))
        || KEYWORDS.contains(&first)
        || memchr::memchr_iter(b'=', line.as_bytes())
            .any(|at| line.as_bytes()[..at].ends_with(b" ") && line.as_bytes()[at + 1..].starts_with(b" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_apart_from_program_output() {
        for code in [
            "int main(void) {\n    return 0;\n}\n",
            "def total(self):\n    \"\"\"Adds up.\"\"\"\n    return sum(self.lines)\n\n@cached\ndef rate(self):\n    x = 3\n",
            "Run it:\n```\n$ make\n```\n",
            "## Files\n- a\n- b\n## Steps\nFirst a\nThen b\n",
            "module A\n  def b\n    c = 1\n  end\nend\n",
        ] {
            assert!(is_source(code), "{code}");
        }
        for text in [
            "test a ... ok\ntest b ... ok\nfailures:\n",
            "retrying\nretrying\nif it fails again, we stop\n",
            "[1/3] Compiling a\n[2/3] Compiling b\n",
            &format!("failed: {{{}}}\nfailed again\n", "\"a\":1,".repeat(50)),
        ] {
            assert!(!is_source(text), "{text}");
        }
    }
}
