//! What the head of a table declares.

use std::rc::Rc;

use headroom_formats::json::Kind;

use super::{Writer, is_str, is_tuple};
use crate::json::plan::{Column, Part, PlaceId, Tuple, TupleField, Usual, inside};

impl Writer<'_, '_> {
    pub(super) fn fields(&mut self, tuple: &Tuple, fields: &[TupleField]) {
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.key(inside(self.tape.raw(field.key)));
            match &field.part {
                Part::Flat(fields) => {
                    self.out.push('(');
                    self.fields(tuple, fields);
                    self.out.push(')');
                }
                Part::Column(column) => {
                    let column = &tuple.columns[*column];
                    if is_tuple(self.place(column.place)) {
                        self.out.push('?');
                    }
                    self.spec(column.place);
                    match column.usual {
                        None => {}
                        Some(Usual::Missing) => self.out.push_str("=~"),
                        Some(Usual::Value(node)) => {
                            self.out.push('=');
                            self.usual(node, column);
                        }
                    }
                }
            }
        }
    }

    /// Writes a value without parts in a head, where names and texts within texts would be hard to read.
    fn usual(&mut self, node: u32, column: &Column) {
        if self.tape.kind(node) == Kind::String {
            self.string(inside(self.tape.raw(node)), is_str(self.place(column.place)));
        } else {
            self.cell(node, column);
        }
    }

    /// Declares the form of the values at a place, where it is not plain.
    fn spec(&mut self, id: PlaceId) {
        if is_tuple(self.place(id)) {
            let tuple = self.tuple_of(id);
            self.out.push('(');
            self.fields(&tuple, &tuple.fields);
            self.out.push(')');
        } else if let Some(element) = self.declared_element(id) {
            self.out.push_str(if self.place(id).is_map { "{}" } else { "[]" });
            self.spec(element);
        } else if is_str(self.place(id)) {
            self.out.push_str(":str");
        }
    }

    /// The place of the elements of the arrays or maps here, if there is something to declare of it.
    pub(super) fn declared_element(&self, id: PlaceId) -> Option<PlaceId> {
        let place = self.place(id);
        let is_list = if place.is_map { place.arrays == 0 } else { place.objects == 0 };
        place.element.filter(|&element| {
            is_list
                && (is_tuple(self.place(element))
                    || is_str(self.place(element))
                    || self.declared_element(element).is_some())
        })
    }

    pub(super) fn tuple_of(&mut self, id: PlaceId) -> Rc<Tuple> {
        let (shapes, tape) = (self.shapes, self.tape);
        Rc::clone(self.tuples[id as usize].get_or_insert_with(|| Rc::new(Tuple::new(shapes, tape, id))))
    }
}
