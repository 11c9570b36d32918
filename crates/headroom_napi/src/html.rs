//! The main content of single HTML pages.

use std::sync::Arc;

use headroom_core::{OriginalStore, StoreError};
use headroom_engine::{HtmlOptions, HtmlOutcome, SkipReason, StoreMode, compress_html};
use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;

use crate::control::Control;
use crate::options::options;
use crate::store::ScopedStore;
use crate::text::LongText;
use crate::work::{Work, long_work};

/// The main content of a page.
#[napi(object, object_from_js = false)]
pub struct ExtractedHtml {
    /// The content as Markdown; undefined if the page is unchanged.
    pub text: Option<String>,
    /// The same in UTF-8, off the event loop.
    pub bytes: Option<Buffer>,
    /// The title of the page; empty if it has none.
    pub title: String,
    /// Why it is unchanged.
    #[napi(ts_type = "BlockReport['skipped']")]
    pub skipped: Option<&'static str>,
    /// The handle of the page, if there is a store.
    pub handle: Option<String>,
    /// Why nothing was elided: the code of the error that kept the store from storing the page.
    pub store_error: Option<&'static str>,
}

/// Extracts the main content of a page on this thread. `options`: JSON, as `selection.html`.
#[napi(catch_unwind)]
pub fn extract_html(
    page: String,
    options: Option<String>,
    store: Option<&ScopedStore>,
) -> Result<ExtractedHtml> {
    let job = Job::new(options, store)?;
    Ok(job.run(page.into(), |output| (Some(output), None)))
}

/// As `extractHtml`, off the event loop. `page` is left empty; `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<ExtractedHtml>")]
pub fn extract_html_async(
    page: &mut LongText,
    options: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<ExtractedHtml>>> {
    let (parts, job) = (page.take(), Job::new(options, store)?);
    let run =
        move || job.run(parts.concat().into(), |output| (None, Some(Buffer::from(output.into_bytes()))));
    Ok(long_work(control, move || Ok(run())))
}

/// The extraction of one page.
struct Job {
    options: HtmlOptions,
    originals: Option<Arc<dyn OriginalStore>>,
}

impl Job {
    fn new(options: Option<String>, store: Option<&ScopedStore>) -> Result<Self> {
        Ok(Self {
            options: self::options(options.as_deref())?,
            originals: store.map(|store| Arc::clone(&store.originals)),
        })
    }

    fn run(
        &self,
        page: Arc<str>,
        written: impl FnOnce(String) -> (Option<String>, Option<Buffer>),
    ) -> ExtractedHtml {
        let store_mode = self.originals.as_deref().map_or(StoreMode::Off, StoreMode::On);
        let HtmlOutcome { output, title, skipped, elision, store_error } =
            compress_html(page, self.options, store_mode);
        let (text, bytes) = output.map_or((None, None), written);
        ExtractedHtml {
            text,
            bytes,
            title,
            skipped: skipped.map(SkipReason::code),
            handle: elision.map(|elision| elision.handle.to_string()),
            store_error: store_error.map(StoreError::code),
        }
    }
}
