//! Live conversations, off the event loop.

use std::sync::Arc;
use std::time::Duration;

use headroom_core::{CompressError, DecisionStore, Watch};
use headroom_store::StagedLedger;
use headroom_tokens::Counts;
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::compress::{Compress, compress};
use crate::control::{Control, Deadline};
use crate::options::{not_compressed, options};
use crate::request::Request;
use crate::store::{ScopedStore, stored};
use crate::text::MAX_EXPANSION;
use crate::texts::Texts;
use crate::turn::Turn;
use crate::work::{Work, long_work};

/// How long work on the event loop may take: no other work of the host waits longer.
const AT_ONCE: Duration = Duration::from_millis(1);
/// Maximum size of the new texts of a turn that is compressed on the event loop, in bytes. Handing over so few to
/// another thread takes about as long.
const MAX_NEW_AT_ONCE: usize = 1 << 12;

/// Follows live conversations: a text that was sent once is sent again.
#[napi]
pub struct Session {
    inner: Arc<headroom_engine::Session>,
    ledger: Arc<StagedLedger>,
    counts: Arc<Counts>,
}

impl Session {
    fn of(session: headroom_engine::Session) -> Self {
        Self { inner: Arc::new(session), ledger: Arc::default(), counts: Arc::default() }
    }
}

#[napi]
impl Session {
    /// Without a store nothing is elided, and decisions are only in memory.
    #[napi(constructor, catch_unwind)]
    pub fn new(store: Option<&ScopedStore>) -> Result<Self> {
        let originals = store.map(ScopedStore::own).transpose()?.map(|own| own as Arc<dyn DecisionStore>);
        Ok(Self::of(headroom_engine::Session::new(originals)))
    }

    /// A session whose store JavaScript provides. Its turns are made one after another.
    #[napi(factory, catch_unwind)]
    #[must_use]
    pub fn kept_by_caller() -> Self {
        Self::of(headroom_engine::Session::kept_by_caller())
    }

    /// A turn of the conversation in `request`, which is left empty. `options`: JSON.
    #[napi(catch_unwind)]
    pub fn turn(&self, request: &mut Request, options: Option<String>) -> Result<Turn> {
        let options = self::options(options.as_deref())?;
        Ok(Turn::new(
            Arc::clone(&self.inner),
            Arc::clone(&self.ledger),
            Arc::clone(&self.counts),
            options,
            request.take(),
        ))
    }

    /// Compresses a turn of the conversation in `request`, and leaves it empty. `options`: JSON.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn compress(
        &self,
        request: &mut Request,
        options: Option<String>,
        control: &Control,
    ) -> Result<AsyncTask<Compress>> {
        let options = self::options(options.as_deref())?;
        let session = Arc::clone(&self.inner);
        let work = move |request: &headroom_engine::Request, control: &Control| {
            Ok(session.compress(request, &options, control)?.into())
        };
        Ok(compress(request, control, &self.counts, work))
    }

    /// The same on the calling thread, for a small conversation or one that was compressed before. `null` if the
    /// work would have to wait, or takes too long: then nothing was decided, and the request stays as it is.
    #[napi(catch_unwind)]
    pub fn compress_at_once(
        &self,
        request: &mut Request,
        options: Option<String>,
        control: &Control,
    ) -> Result<Option<Texts>> {
        let options = self::options(options.as_deref())?;
        let own = request.take().build();
        let deadline = Deadline::new(AT_ONCE);
        match self.inner.try_compress(&own, &options, &deadline, MAX_NEW_AT_ONCE) {
            None | Some(Err(CompressError::Cancelled)) => {
                request.put_back(own);
                Ok(None)
            }
            Some(Err(error)) => Err(not_compressed(error)),
            Some(Ok(outcome)) => {
                control.advance(deadline.done());
                Ok(Some(Texts::new(Arc::new(own), outcome.into(), &self.counts)))
            }
        }
    }

    /// Expands the compressed conversation in `request`, and leaves it empty. Texts that this session sent
    /// unchanged are not expanded.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn expand(&self, request: &mut Request, control: Option<&Control>) -> AsyncTask<Work<Texts>> {
        let (session, steps) = (Arc::clone(&self.inner), request.take());
        long_work(control, move || {
            session.expand(&steps.build(), MAX_EXPANSION).map(Texts::expanded).map_err(stored)
        })
    }
}
