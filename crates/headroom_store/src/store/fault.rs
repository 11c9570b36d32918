//! Maps errors of SQLite to errors of the port.

use headroom_core::StoreError;
use rusqlite::types::FromSqlError;
use rusqlite::{Error, ErrorCode, ffi};

/// Only the index of words is corrupt. It can be rebuilt.
pub(crate) const CORRUPT_INDEX: StoreError = StoreError::Failed { code: ffi::SQLITE_CORRUPT_VTAB };

/// An error of the port, converted from any internal error.
#[derive(Debug)]
pub(crate) struct Fault(pub StoreError);

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self(match error {
            Error::SqliteFailure(failure, _) | Error::SqlInputError { error: failure, .. } => {
                explain(failure)
            }
            // A value of an unexpected type, or a missing one.
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
            | Error::QueryReturnedNoRows => StoreError::Corrupt,
            _ => StoreError::Failed { code: 0 },
        })
    }
}

impl From<FromSqlError> for Fault {
    fn from(_: FromSqlError) -> Self {
        Self(StoreError::Corrupt)
    }
}

fn explain(failure: ffi::Error) -> StoreError {
    match failure.code {
        _ if failure.extended_code == ffi::SQLITE_CORRUPT_VTAB => CORRUPT_INDEX,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
            StoreError::Busy
        }
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly,
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => StoreError::Io,
        // Our inserts violate a constraint only if an index disagrees with its table.
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation => {
            StoreError::Corrupt
        }
        _ => StoreError::Failed { code: failure.extended_code },
    }
}
