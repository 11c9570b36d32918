//! The main content of single HTML pages.

use std::sync::Arc;

use headroom_core::work::guarded;
use headroom_core::{CompressError, Elision, Kind, Policy, StoreError, Unwatched, cost};
use headroom_html::html::{MAX_LEN, Options as HtmlOptions};
use headroom_html::{Main, extract};

use crate::text::{Hint, compress_text};
use crate::{Options, SelectionOptions, SkipReason, StoreMode, judge};

/// The main content of a page.
#[derive(Clone, Debug)]
pub struct HtmlOutcome {
    /// The content as Markdown; `None` if the page is unchanged. With a store, a marker for the page stands in
    /// front of it.
    pub output: Option<String>,
    /// The title of the page; empty if it has none.
    pub title: String,
    /// The reason why the page is unchanged.
    pub skipped: Option<SkipReason>,
    /// The elision, if there is a store.
    pub elision: Option<Arc<Elision>>,
    /// The reason why nothing was elided although it could be: the page could not be stored.
    pub store_error: Option<StoreError>,
}

/// Extracts the main content of a page. Without a store the page cannot be fetched again, and its caller keeps it.
/// A page whose content costs hardly less is unchanged.
#[must_use]
pub fn compress_html(page: Arc<str>, options: HtmlOptions, store_mode: StoreMode<'_>) -> HtmlOutcome {
    if page.len() > MAX_LEN {
        return HtmlOutcome::skipped(SkipReason::Failed(CompressError::TooLarge { limit: MAX_LEN }));
    }
    let main = guarded(|| extract(&page, options));
    let failed = main.is_none().then_some(SkipReason::Failed(CompressError::Panicked));
    let main = main.flatten();
    let title = main.as_ref().map(|main| main.title.clone()).unwrap_or_default();
    let outcome = match (store_mode, main) {
        (StoreMode::Off, main) => alone(&page, main),
        (_, Some(_)) => stored(page, options, store_mode),
        (_, None) => HtmlOutcome::skipped(SkipReason::NothingFound),
    };
    HtmlOutcome { title, skipped: failed.or(outcome.skipped), ..outcome }
}

/// The content without a marker.
fn alone(page: &str, main: Option<Main>) -> HtmlOutcome {
    let Some(Main { text, .. }) = main else { return HtmlOutcome::skipped(SkipReason::NothingFound) };
    if judge::is_worth_it(cost(page), cost(&text)) {
        HtmlOutcome { output: Some(text), skipped: None, ..HtmlOutcome::skipped(SkipReason::NothingFound) }
    } else {
        HtmlOutcome::skipped(SkipReason::NotWorthIt)
    }
}

/// The content behind a marker for the page, which is stored.
fn stored(page: Arc<str>, html: HtmlOptions, store_mode: StoreMode<'_>) -> HtmlOutcome {
    let hint = Hint { kind: Some(Kind::Html), ..Hint::default() };
    let selection = SelectionOptions { html, ..SelectionOptions::default() };
    let options = Options { policy: Policy::Oneshot, selection, ..Options::default() };
    match compress_text(page, &hint, &options, store_mode, &Unwatched) {
        Ok(compressed) => HtmlOutcome {
            output: compressed.outcome.output.as_deref().map(str::to_owned),
            title: String::new(),
            skipped: compressed.outcome.skipped,
            elision: compressed.outcome.elision.clone(),
            store_error: compressed.store_error,
        },
        Err(error) => HtmlOutcome::skipped(SkipReason::Failed(error)),
    }
}

impl HtmlOutcome {
    /// The page is unchanged.
    const fn skipped(why: SkipReason) -> Self {
        Self { output: None, title: String::new(), skipped: Some(why), elision: None, store_error: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(page: &str) -> HtmlOutcome {
        compress_html(page.into(), HtmlOptions::DEFAULT, StoreMode::Off)
    }

    #[test]
    fn what_is_no_page_is_unchanged() {
        let text = "no   page,   only   words   far   apart\n".repeat(20);
        for text in ["", "<head>", "<", "{\"a\": \"<b>\"}", "\0\u{1}\u{2}", &text] {
            let outcome = outcome(text);
            assert_eq!(outcome.output, None, "{text}");
            assert!(outcome.skipped.is_some_and(|why| !matches!(why, SkipReason::Failed(_))), "{text}");
        }
    }

    #[test]
    fn without_a_store_the_content_stands_alone() {
        let page = format!(
            "<title>Tides</title><nav><a href=/>Home</a></nav><p>{}",
            "The sea rises, and nobody asks why. ".repeat(9)
        );
        let outcome = outcome(&page);
        assert_eq!(outcome.title, "Tides");
        assert_eq!(
            outcome.output.as_deref(),
            Some("The sea rises, and nobody asks why. ".repeat(9).trim_end())
        );
    }
}
