//! What is written in which form.

mod repeated;
mod shape;
mod tuple;

pub(super) use repeated::Names;
pub(super) use shape::{Place, PlaceId, Shapes, inside};
pub(super) use tuple::{Column, MISSING, Part, Tuple, TupleField, Usual};
