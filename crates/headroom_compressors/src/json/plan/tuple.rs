//! Objects of one shape as rows of cells: which fields become columns, and which values need not be said.

use std::collections::HashSet;

use headroom_core::cost;
use headroom_formats::json::{Kind, Tape};

use super::path::Path;
use super::shape::{PlaceId, Shapes, inside};

/// No value.
pub(in crate::json) const MISSING: u32 = u32::MAX;
/// Objects whose repeats have names are kept in one piece where at least one in so many is such a repeat.
const KEPT_WHOLE: u32 = 4;
/// How long the names that rows may say are together, in bytes: a long key in front of many fields would be copied for each.
const MAX_NAMES: usize = 1 << 16;

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
    pub(in crate::json) place: PlaceId,
    /// What rows leave unsaid: they say it where it is something else.
    pub(in crate::json) usual: Option<Usual>,
    /// What they call it then: the keys that lead to it, joined by dots. Empty where they always say it.
    pub(in crate::json) name: Box<str>,
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
        let mut builder =
            Builder { shapes, tape, columns: Vec::new(), known: HashSet::new(), names: MAX_NAMES };
        let fields = builder.fields(place, None);
        Self { fields, columns: builder.columns }
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

/// Puts the columns of a tuple together.
struct Builder<'b, 't, 'a> {
    shapes: &'b Shapes<'t, 'a>,
    tape: &'b Tape<'a>,
    columns: Vec<Column>,
    /// The hashes of their names.
    known: HashSet<u64>,
    /// How long further names may be together.
    names: usize,
}

impl Builder<'_, '_, '_> {
    fn fields(&mut self, id: PlaceId, outer: Option<&Path<'_>>) -> Vec<TupleField> {
        let (shapes, tape) = (self.shapes, self.tape);
        let place = shapes.place(id);
        let field = |field: &super::shape::Field| {
            let path = Path::new(outer, inside(tape.raw(field.key)));
            let value = shapes.place(field.place);
            let always = field.count == place.objects && value.objects == value.count();
            let part = if always && !value.is_map && value.repeated * KEPT_WHOLE < value.objects {
                Part::Flat(self.fields(field.place, Some(&path)))
            } else {
                self.column(field, place.objects, &path);
                Part::Column(self.columns.len() - 1)
            };
            TupleField { key: field.key, part }
        };
        place.fields.iter().map(field).collect()
    }

    /// Adds the column of a field of so many objects.
    fn column(&mut self, field: &super::shape::Field, rows: u32, path: &Path<'_>) {
        // A row says what is unusual by name, which has to be that of one column alone.
        let is_new = self.known.insert(path.hash());
        let usual = self.usual(field, rows, path).filter(|_| is_new && path.length() <= self.names);
        let name: Box<str> = if usual.is_some() { path.name().into() } else { Box::default() };
        self.names -= name.len();
        self.columns.push(Column { place: field.place, usual, name });
    }

    /// What is left unsaid: the value or its absence that is so frequent that naming the others costs less.
    fn usual(&self, field: &super::shape::Field, rows: u32, path: &Path<'_>) -> Option<Usual> {
        let value = self.shapes.place(field.place);
        // A space and the cell; a space, the name, a colon and the cell. In thousandths of a token, about.
        let said = 2 + path.cost().to_tokens();
        let pays = |often: u32, cell: u64| {
            u64::from(often) * cell > u64::from(rows.saturating_sub(often)) * said + cell
        };
        let missing = rows.saturating_sub(field.count);
        let common = value.common.map(|node| (value.often, node));
        match common {
            Some((often, node)) if often >= missing && pays(often, cost(self.tape.raw(node)).to_tokens()) => {
                Some(Usual::Value(node))
            }
            _ if pays(missing, 1) => Some(Usual::Missing),
            _ => None,
        }
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
                    let fits = found
                        && tape.kind(value) == Kind::Object
                        && !tape.is_empty(value)
                        && fill(fields, tape, value, cells);
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
