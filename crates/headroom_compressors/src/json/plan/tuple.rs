//! Objects of one shape as rows of cells: which fields become columns, and which values need not be said.

use headroom_core::cost;

use super::shape::{PlaceId, Shapes, inside};
use crate::json::parse::{Kind, Tape};

/// No value.
pub(in crate::json) const MISSING: u32 = u32::MAX;
/// Objects whose repeats have names are kept in one piece where at least one in so many is such a repeat.
const KEPT_WHOLE: u32 = 4;

/// How the objects at a place are written as rows.
#[derive(Debug, Default)]
pub(in crate::json) struct Tuple {
    pub(in crate::json) fields: Vec<TupleField>,
    pub(in crate::json) columns: Vec<Column>,
}

/// A field of the objects: a column, or an object whose fields are columns.
#[derive(Debug)]
pub(in crate::json) struct TupleField {
    /// Where the key first stands.
    pub(in crate::json) key: u32,
    pub(in crate::json) part: Part,
}

#[derive(Debug)]
pub(in crate::json) enum Part {
    /// The index of the column.
    Column(usize),
    /// An object that every one of the objects has.
    Flat(Vec<TupleField>),
}

/// A cell of each row.
#[derive(Debug)]
pub(in crate::json) struct Column {
    /// The keys that lead to it, joined by dots.
    pub(in crate::json) name: String,
    pub(in crate::json) place: PlaceId,
    /// What rows leave unsaid: they say it where it is something else.
    pub(in crate::json) usual: Option<Usual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::json) enum Usual {
    /// No value.
    Missing,
    /// A value like the one of this node.
    Value(u32),
}

impl Tuple {
    /// The columns for the objects at a place.
    pub(in crate::json) fn new(shapes: &Shapes<'_, '_>, tape: &Tape<'_>, place: PlaceId) -> Self {
        let mut columns = Vec::new();
        let fields = fields(shapes, tape, place, "", &mut columns);
        Self { fields, columns }
    }

    /// Puts the values of an object into the cells. `false`: its keys are not those of the tuple in their order.
    pub(in crate::json) fn fill(&self, tape: &Tape<'_>, object: u32, cells: &mut [u32]) -> bool {
        cells.fill(MISSING);
        fill(&self.fields, tape, object, cells)
    }

    /// How many cells each row has.
    pub(in crate::json) fn positional(&self) -> usize {
        self.columns.iter().filter(|column| column.usual.is_none()).count()
    }
}

fn fields(shapes: &Shapes<'_, '_>, tape: &Tape<'_>, id: PlaceId, prefix: &str, columns: &mut Vec<Column>) -> Vec<TupleField> {
    let place = shapes.place(id);
    let field = |field: &super::shape::Field| {
        let key = inside(tape.raw(field.key));
        let name = if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
        let value = shapes.place(field.place);
        let always = field.count == place.objects && value.objects == value.count();
        let part = if always && !value.is_map && value.repeated * KEPT_WHOLE < value.objects {
            Part::Flat(fields(shapes, tape, field.place, &name, columns))
        } else {
            // A row says what is unusual by name, which has to be that of one column alone.
            let usual = usual(shapes, tape, place.objects, field, &name).filter(|_| columns.iter().all(|column: &Column| column.name != name));
            columns.push(Column { name, place: field.place, usual });
            Part::Column(columns.len() - 1)
        };
        TupleField { key: field.key, part }
    };
    place.fields.iter().map(field).collect()
}

/// What is left unsaid: the value or its absence that is so frequent that naming the others costs less.
fn usual(shapes: &Shapes<'_, '_>, tape: &Tape<'_>, rows: u32, field: &super::shape::Field, name: &str) -> Option<Usual> {
    let value = shapes.place(field.place);
    // A space and the cell; a space, the name, a colon and the cell. In thousandths of a token, about.
    let tokens = |text: &str| cost(text).to_tokens();
    let said = 2 + tokens(name);
    let pays = |often: u32, cell: u64| u64::from(often) * cell > u64::from(rows.saturating_sub(often)) * said + cell;
    let missing = rows.saturating_sub(field.count);
    let common = value.common.map(|node| (value.often, node));
    match common {
        Some((often, node)) if often >= missing && pays(often, tokens(tape.raw(node))) => Some(Usual::Value(node)),
        _ if pays(missing, 1) => Some(Usual::Missing),
        _ => None,
    }
}

fn fill(fields: &[TupleField], tape: &Tape<'_>, object: u32, cells: &mut [u32]) -> bool {
    let mut rest = fields.iter();
    for (key, value) in tape.members(object) {
        loop {
            let Some(field) = rest.next() else { return false };
            let found = tape.same(field.key, key);
            match &field.part {
                Part::Column(column) if found => cells[*column] = value,
                Part::Column(_) => continue,
                Part::Flat(fields) => {
                    let fits = found && tape.kind(value) == Kind::Object && !tape.is_empty(value) && fill(fields, tape, value, cells);
                    if !fits {
                        return false;
                    }
                }
            }
            break;
        }
    }
    rest.all(|field| matches!(field.part, Part::Column(_)))
}
