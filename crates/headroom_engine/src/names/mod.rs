//! Names of tool calls, as a model would name them: the tool, and the argument that identifies the call.

mod command;
mod paths;

use std::sync::Arc;

use self::command::{READERS, downloads, is_log, is_web, prints_a_file, program, reads_logs, short_command};
pub(crate) use self::paths::Paths;

/// Arguments that identify a call, the most specific first. Without any of them, the first argument is used.
const TELLING: [&str; 22] = [
    "file_path",
    "filePath",
    "path",
    "filename",
    "file_name",
    "file",
    "notebook_path",
    "target_file",
    "relative_path",
    "uri",
    "url",
    "pattern",
    "query",
    "command",
    "cmd",
    "script",
    "regex",
    "symbol",
    "name",
    "id",
    "title",
    "description",
];
/// Arguments that name a file.
const PATHS: [&str; 9] = [
    "file_path",
    "filePath",
    "path",
    "filename",
    "file_name",
    "file",
    "notebook_path",
    "target_file",
    "relative_path",
];
/// Maximum length of the part of an argument that a name has, in bytes.
const MAX_LEN: usize = 28;
/// Tools that fetch documents from elsewhere, and arguments that say from where.
const FETCHERS: [&str; 16] = [
    "fetch",
    "web",
    "browse",
    "browser",
    "crawl",
    "scrape",
    "page",
    "url",
    "doc",
    "docs",
    "documentation",
    "wiki",
    "article",
    "knowledge",
    "retriever",
    "extract",
];
const ADDRESSES: [&str; 3] = ["url", "uri", "urls"];
/// Tools that bring a report of another agent.
const REPORTERS: [&str; 5] = ["task", "agent", "subagent", "research", "delegate"];

/// The call of a tool.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    tool: Arc<str>,
    about: Option<About>,
    shows_a_file: bool,
    shows_a_log: bool,
    origin: Origin,
}

/// Where the result of a call comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The workspace, or nobody knows.
    Workspace,
    /// From elsewhere, as the name of the tool says.
    Elsewhere,
    /// An address on the web, so it is no file of the workspace.
    Web,
}

#[derive(Clone, Debug)]
struct About {
    rank: usize,
    text: Arc<str>,
}

impl Call {
    pub(crate) fn new(tool: &str) -> Self {
        let has = |known: &[&str]| words(tool).any(|word| known.contains(&&*word));
        Self {
            tool: tool.into(),
            about: None,
            shows_a_file: has(&READERS),
            shows_a_log: has(&["log", "logs"]),
            origin: if has(&FETCHERS) || has(&REPORTERS) { Origin::Elsewhere } else { Origin::Workspace },
        }
    }

    /// Adds an argument.
    pub(crate) fn argument(&mut self, key: &str, text: &str, paths: &mut Paths) {
        // Resources of the workspace have addresses, too.
        if ADDRESSES.contains(&key) && is_web(text.trim_start()) {
            self.origin = Origin::Web;
        }
        let rank = TELLING.iter().position(|telling| *telling == key).unwrap_or(TELLING.len());
        if self.about.as_ref().is_some_and(|about| about.rank <= rank) {
            return;
        }
        let text = text.trim();
        let text = match key {
            _ if PATHS.contains(&key) => {
                self.shows_a_log |= is_log(text);
                paths.shortest(text).into()
            }
            "command" | "cmd" | "script" => {
                let command = program(text);
                self.shows_a_log |= reads_logs(command);
                self.shows_a_file |= prints_a_file(command);
                if downloads(command) {
                    self.origin = Origin::Web;
                }
                clip(&short_command(command)).into()
            }
            _ => clip(text).into(),
        };
        self.about = Some(About { rank, text });
    }

    /// The name of the tool.
    pub(crate) fn tool(&self) -> Arc<str> {
        Arc::clone(&self.tool)
    }

    /// Whether the call shows a file that may be quoted in an edit.
    pub(crate) fn shows_a_file(&self) -> bool {
        self.shows_a_file && !self.shows_a_log
    }

    /// Whether the call fetches a document from elsewhere, or a report of another agent: nobody edits them.
    pub(crate) fn fetches_a_document(&self) -> bool {
        match self.origin {
            Origin::Workspace => false,
            Origin::Elsewhere => !self.shows_a_file && !self.shows_a_log,
            Origin::Web => true,
        }
    }

    pub(crate) fn name_of_result(&self) -> String {
        self.about
            .as_ref()
            .map_or_else(|| self.tool.to_string(), |about| format!("{} {}", self.tool, about.text))
    }

    pub(crate) fn name_of_argument(&self, key: &str) -> String {
        format!("{} {key}", self.name_of_result())
    }
}

/// The first words of the first line.
fn clip(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.len() <= MAX_LEN {
        return line;
    }
    let end = (0..=MAX_LEN).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let cut = &line[..end];
    cut.rfind(char::is_whitespace).map_or(cut, |at| &cut[..at]).trim_end()
}

/// The words in the name of a tool, such as `str_replace_editor`, `ReadFile` or `read-file`.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut()
            && c.is_alphanumeric()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(tool: &str, arguments: &[(&str, &str)], paths: &mut Paths) -> String {
        let mut call = Call::new(tool);
        for (key, text) in arguments {
            call.argument(key, text, paths);
        }
        call.name_of_result()
    }

    #[test]
    fn calls_are_named_as_a_reader_would_name_them() {
        let mut paths = Paths::default();
        for (tool, arguments, name) in [
            ("Read", vec![("limit", "20"), ("file_path", "/home/me/app/src/main.rs")], "Read main.rs"),
            (
                "Bash",
                vec![
                    (
                        "command",
                        "cd /home/me/app && RUST_LOG=debug cargo test --workspace --quiet -- --nocapture",
                    ),
                    ("description", "Run the tests"),
                ],
                "Bash cargo test --workspace",
            ),
            (
                "bash",
                vec![("command", "curl -s 'http://localhost:8000/cgi-bin/forms.pl'")],
                "bash curl -s forms.pl",
            ),
            ("Bash", vec![("command", "mix test --seed 0 2>&1 | tail -5")], "Bash mix test --seed 0"),
            ("search_flights", vec![("origin", "SFO"), ("date", "2024-05-01")], "search_flights SFO"),
            ("Read", vec![("file_path", "/home/me/app/other/main.rs")], "Read other/main.rs"),
            ("Read", vec![("file_path", "/home/me/app/src/main.rs")], "Read main.rs"),
            ("submit", vec![], "submit"),
        ] {
            assert_eq!(named(tool, &arguments, &mut paths), name);
        }
    }

    #[test]
    fn recognises_tools_that_print_files() {
        let mut paths = Paths::default();
        for (tool, command, shows) in [
            ("Read", "", true),
            ("ReadFile", "", true),
            ("Bash", "cat package.json", true),
            ("Bash", "cd x && head -3 y", true),
            ("Bash", "curl localhost", false),
            ("Bash", "git show HEAD~2:src/main.rs", true),
            ("Bash", "git show --format=%h:%s HEAD", false),
            ("spreadsheet", "", false),
        ] {
            let mut call = Call::new(tool);
            call.argument("command", command, &mut paths);
            assert_eq!(call.shows_a_file(), shows, "{tool} {command}");
        }
    }

    #[test]
    fn documents_come_from_elsewhere() {
        let mut paths = Paths::default();
        for (tool, key, text, fetches) in [
            ("WebFetch", "url", "https://a.example/b", true),
            ("get_library_docs", "name", "rows", true),
            ("http_get", "url", "https://a.example/b", true),
            ("Read", "file_path", "docs/a.md", false),
            ("read_docs", "file_path", "docs/a.md", false),
            ("open_page", "url", "https://a.example/b", true),
            ("Task", "prompt", "Find out how rates are updated", true),
            ("Bash", "command", "curl -s 'https://a.example/b' | head", true),
            ("Bash", "command", "cat a.md; curl https://a.example/b", false),
            ("Bash", "command", "curl --help", false),
            ("open_resource", "uri", "file:///srv/a.md", false),
        ] {
            let mut call = Call::new(tool);
            call.argument(key, text, &mut paths);
            assert_eq!(call.fetches_a_document(), fetches, "{tool} {text}");
        }
    }

    #[test]
    fn logs_are_not_files_to_edit() {
        let mut paths = Paths::default();
        for (tool, key, text, shows) in [
            ("Read", "file_path", "/srv/app/app.log", false),
            ("read_log", "service", "billing", false),
            ("readLogs", "since", "10m", false),
            ("read_catalog", "name", "parts", true),
            ("Read", "file_path", "/var/log/syslog", false),
            ("Read", "file_path", "C:\\app\\error.log.1", false),
            ("Read", "file_path", "app.log-20240501.gz", false),
            ("Read", "file_path", "app.2024-05-01.log", false),
            ("Read", "file_path", "/srv/app/log.rs", true),
            ("Read", "file_path", "src/console.log.ts", true),
            ("Read", "file_path", "log", true),
            ("Read", "file_path", "/srv/log/mod.rs", true),
            ("Bash", "command", "tail -n 100 build.out | grep -i error", false),
            ("Bash", "command", "cd /srv && cat logs/a.log logs/b.log", false),
            ("Bash", "command", "cat a.log src/main.rs", true),
            ("Bash", "command", "cat src/main.rs > a.log", true),
            ("Bash", "command", "sed -n '1,5p' src/main.rs", true),
        ] {
            let mut call = Call::new(tool);
            call.argument(key, text, &mut paths);
            assert_eq!(call.shows_a_file(), shows, "{tool} {text}");
        }
    }
}
