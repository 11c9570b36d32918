//! Documents that a retriever found.

use headroom_core::CompressError;
use headroom_engine::{DocumentOptions, Hybrid, Lexical, choose_documents as choose};
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::control::Control;
use crate::options::{not_compressed, options};
use crate::work::{Work, long_work};

/// The documents that are kept, the best first.
#[napi(object, object_from_js = false)]
pub struct ChosenDocuments {
    /// Their indexes among all documents.
    pub indexes: Vec<u32>,
    /// The match of each with the query, as a share of the best match in thousandths.
    pub relevance: Vec<u32>,
}

/// Chooses the documents that answer a query. `options`: JSON with `maxDocuments`, `minRelevance` and `diversity`.
/// `meaning`: how alike the meaning of each document is to the query, in thousandths. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<ChosenDocuments>")]
pub fn choose_documents(
    query: String,
    documents: Vec<String>,
    options: Option<String>,
    meaning: Option<Vec<u32>>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<ChosenDocuments>>> {
    let options: DocumentOptions = self::options(options.as_deref())?;
    Ok(long_work(control, move || {
        let texts: Vec<&str> = documents.iter().map(String::as_str).collect();
        let chosen = match meaning {
            Some(meaning) => choose(&Hybrid { meaning }, &query, &texts, options),
            None => choose(&Lexical, &query, &texts, options),
        };
        let chosen = chosen.map_err(|error: CompressError| not_compressed(error))?;
        Ok(ChosenDocuments {
            indexes: chosen.iter().map(|chosen| chosen.index as u32).collect(),
            relevance: chosen.iter().map(|chosen| chosen.relevance).collect(),
        })
    }))
}
