//! One recogniser for each kind. Where two find as much in a line, the earlier in this list has it.

mod blob;
mod build;
mod delimited;
mod diff;
mod html;
mod ini;
mod json;
mod json_lines;
mod listing;
mod log;
mod markdown;
mod numbered;
mod prose;
mod search;
mod source;
mod table;
mod test;
mod toml;
mod trace;
mod xml;
mod yaml;

use crate::recogniser::Recogniser;

/// All of them, having seen nothing.
pub(crate) fn all() -> Vec<Box<dyn Recogniser>> {
    vec![
        Box::new(test::TestOutput),
        Box::new(build::BuildOutput::default()),
        Box::new(trace::StackTrace::default()),
        Box::new(diff::Diff::default()),
        Box::new(log::Log::default()),
        Box::new(search::Search::default()),
        Box::new(json_lines::JsonLines),
        Box::new(json::Json::default()),
        Box::new(numbered::NumberedFile::default()),
        Box::new(listing::Listing::default()),
        Box::new(table::Table::default()),
        Box::new(delimited::Csv::default()),
        Box::new(delimited::Tsv::default()),
        Box::new(source::Source::default()),
        Box::new(html::Html::default()),
        Box::new(xml::Xml::default()),
        Box::new(markdown::Markdown::default()),
        Box::new(yaml::Yaml::default()),
        Box::new(toml::Toml::default()),
        Box::new(ini::Ini),
        Box::new(blob::Blob::default()),
        Box::new(prose::Prose),
    ]
}
