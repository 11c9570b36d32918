//! Settings with bare values: `.ini`, `.env`, `.properties`, units of systemd, output of `env`.

use headroom_core::Kind;
use headroom_formats::scan::name;

use super::toml::section;
use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NEVER, NOTHING, Recogniser};

/// Knows INI and env files.
pub(super) struct Ini;

impl Recogniser for Ini {
    fn kind(&self) -> Kind {
        Kind::Ini
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let body = line.body;
        if body.starts_with("# ") || body.starts_with("; ") {
            return FITS;
        }
        if let Some(points) = section(body).filter(|_| line.indent == 0) {
            return points.min(GOOD) - 1;
        }
        let (exported, text) = body.strip_prefix("export ").map_or((false, body), |rest| (true, rest));
        let Some((key, rest)) = name(text, b".-").filter(|(key, _)| !key.as_bytes()[0].is_ascii_digit())
        else {
            return NOTHING;
        };
        let spaced = rest.starts_with(' ');
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|value| !value.starts_with('=')) else {
            return NOTHING;
        };
        if line.ends_with(";") || line.ends_with("{") || line.ends_with("(") {
            return NEVER;
        }
        // Statements are written with blanks, and have calls and brackets in them.
        let coded = value.contains('(') && value.ends_with(')')
            || value.trim_start().starts_with(['[', '{', '('])
            || value.starts_with("> ");
        let shouted = key.bytes().all(|byte| !byte.is_ascii_lowercase()) && key.len() > 1;
        match (shouted && !spaced, spaced) {
            (true, _) => {
                if coded && !exported {
                    HINT
                } else {
                    GOOD + 1
                }
            }
            (false, false) if line.indent == 0 && !coded => GOOD - 1,
            (false, true) if !coded && line.indent == 0 => HINT,
            _ => NOTHING,
        }
    }
}
