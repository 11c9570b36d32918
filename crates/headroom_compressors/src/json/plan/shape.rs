//! What the values at each place of a JSON text have in common.
//!
//! A place is a path from the root in which all elements of an array are one, and all members of an object whose keys
//! are data (ids, dates) are one. Found in one pass; a second one follows where objects turn out to be such maps.

use std::collections::HashSet;

use headroom_core::work::step;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::repeated::Repeated;
use crate::json::parse::looks_like_no_string;

/// An object with more different keys than this is a map.
const MAX_FIELDS: usize = 256;
/// How often places may turn out to be maps of maps before the rest is taken as it is.
const MAX_PASSES: usize = 4;

/// The index of a place.
pub(in crate::json) type PlaceId = u32;

/// What is known of a place.
#[derive(Debug, Default)]
pub(in crate::json) struct Place {
    /// The path of the place, hashed.
    path: u64,
    /// The key that leads here, or to the array or map that this is an element of.
    key: Option<u32>,
    /// How many strings stand here, and how many of them would be taken for something else without quotes.
    pub(in crate::json) strings: u32,
    pub(in crate::json) ambiguous: u32,
    /// How many numbers, literals, empty arrays and empty objects.
    pub(in crate::json) others: u32,
    /// How many arrays and objects that are not empty.
    pub(in crate::json) arrays: u32,
    pub(in crate::json) objects: u32,
    /// How many objects stand elsewhere too, equal to the byte.
    pub(in crate::json) repeated: u32,
    /// The value without parts that stands here most often if one makes up more than half (Boyer and Moore's majority
    /// vote), its lead in the vote, and how often it was seen since it took the lead.
    pub(in crate::json) common: Option<u32>,
    lead: u32,
    pub(in crate::json) often: u32,
    /// The keys of the objects, in an order that most of them follow.
    pub(in crate::json) fields: Vec<Field>,
    /// The elements of the arrays, or the values of the map.
    pub(in crate::json) element: Option<PlaceId>,
    pub(in crate::json) is_map: bool,
}

/// A key of the objects at a place.
#[derive(Debug)]
pub(in crate::json) struct Field {
    hash: u64,
    /// Where it first stands.
    pub(in crate::json) key: u32,
    pub(in crate::json) place: PlaceId,
    /// How many of the objects have it.
    pub(in crate::json) count: u32,
}

impl Place {
    /// How many values stand here.
    pub(in crate::json) fn count(&self) -> u32 {
        self.strings + self.others + self.arrays + self.objects
    }

    /// The place of the member `key` of an object here. It is looked for at the index `expected` first, which is set to the
    /// index behind it. A key past the limit has no place of its own.
    pub(in crate::json) fn member(&self, tape: &Tape<'_>, key: u32, expected: &mut usize) -> Option<PlaceId> {
        if self.is_map {
            return self.element;
        }
        let fits = |at: &usize| self.fields.get(*at).is_some_and(|field| tape.same(field.key, key));
        let found = Some(*expected).filter(fits).or_else(|| (0..self.fields.len()).find(fits))?;
        *expected = found + 1;
        Some(self.fields[found].place)
    }

    fn vote(&mut self, tape: &Tape<'_>, node: u32) {
        match self.common {
            Some(common) if tape.same(common, node) => {
                self.lead += 1;
                self.often += 1;
            }
            Some(_) if self.lead > 0 => self.lead -= 1,
            _ => (self.common, self.lead, self.often) = (Some(node), 1, 1),
        }
    }
}

/// The places of a text; the first is that of the root.
pub(in crate::json) struct Shapes<'t, 'a> {
    tape: &'t Tape<'a>,
    pub(in crate::json) places: Vec<Place>,
    pub(in crate::json) repeated: Repeated,
    maps: HashSet<u64>,
}

impl<'t, 'a> Shapes<'t, 'a> {
    pub(in crate::json) fn new(tape: &'t Tape<'a>) -> Self {
        Self::find(tape, Repeated::new)
    }

    /// Without looking for values that stand in several places.
    pub(in crate::json) fn without_repeats(tape: &'t Tape<'a>) -> Self {
        Self::find(tape, |_| Repeated::default())
    }

    fn find(tape: &'t Tape<'a>, repeated: impl Fn(&Tape<'_>) -> Repeated) -> Self {
        let mut shapes = Self::of(tape, HashSet::new(), repeated(tape));
        for _ in 1..MAX_PASSES {
            let found: Vec<u64> = (0..shapes.places.len())
                .filter(|&place| shapes.has_keys_that_are_data(place))
                .map(|place| shapes.places[place].path)
                .collect();
            if found.is_empty() {
                break;
            }
            shapes.maps.extend(found);
            shapes = Self::of(tape, shapes.maps, repeated(tape));
        }
        shapes
    }

    fn of(tape: &'t Tape<'a>, maps: HashSet<u64>, repeated: Repeated) -> Self {
        let root = Place { is_map: maps.contains(&0), ..Place::default() };
        let mut shapes = Self { tape, places: vec![root], repeated, maps };
        shapes.visit(0, 0, true);
        shapes
    }

    pub(in crate::json) fn place(&self, id: PlaceId) -> &Place {
        &self.places[id as usize]
    }

    /// Takes in a value. `counts`: it is written out, not part of one that stands elsewhere too.
    fn visit(&mut self, node: u32, id: PlaceId, counts: bool) {
        step(1);
        let tape = self.tape;
        let is_empty = tape.is_empty(node);
        let kind = tape.kind(node);
        let place = &mut self.places[id as usize];
        match kind {
            Kind::Array | Kind::Object if !is_empty => {}
            Kind::String => {
                place.strings += 1;
                place.ambiguous += u32::from(looks_like_no_string(inside(tape.raw(node))));
                place.vote(tape, node);
                if counts {
                    self.repeated.string(tape, node, place.key);
                }
                return;
            }
            _ => {
                place.others += 1;
                place.vote(tape, node);
                return;
            }
        }
        let again = counts && self.repeated.container(tape, node, self.places[id as usize].key);
        let counts = counts && !again;
        let place = &mut self.places[id as usize];
        if kind == Kind::Array {
            place.arrays += 1;
            let element = self.element_of(id);
            for value in tape.elements(node) {
                self.visit(value, element, counts);
            }
            return;
        }
        place.objects += 1;
        place.repeated += u32::from(again);
        if place.is_map {
            let element = self.element_of(id);
            for (_, value) in tape.members(node) {
                self.visit(value, element, counts);
            }
        } else {
            self.visit_members(node, id, counts);
        }
    }

    fn visit_members(&mut self, node: u32, id: PlaceId, counts: bool) {
        let tape = self.tape;
        // Where the next key is expected: behind the one before it.
        let mut at = 0;
        for (key, value) in tape.members(node) {
            let fields = &self.places[id as usize].fields;
            let found = match fields.get(at) {
                Some(field) if tape.same(field.key, key) => Some(at),
                _ => {
                    let hash = xxh3_64(tape.raw(key).as_bytes());
                    let found =
                        fields.iter().position(|field| field.hash == hash && tape.same(field.key, key));
                    if found.is_none() && fields.len() < MAX_FIELDS {
                        let place = self.add(id, hash, Some(key));
                        self.places[id as usize].fields.insert(at, Field { hash, key, place, count: 0 });
                        Some(at)
                    } else {
                        found
                    }
                }
            };
            let Some(found) = found else { continue };
            let field = &mut self.places[id as usize].fields[found];
            field.count += 1;
            let place = field.place;
            at = at.max(found + 1);
            self.visit(value, place, counts);
        }
    }

    fn element_of(&mut self, id: PlaceId) -> PlaceId {
        if let Some(element) = self.places[id as usize].element {
            return element;
        }
        let element = self.add(id, 0, self.places[id as usize].key);
        self.places[id as usize].element = Some(element);
        element
    }

    fn add(&mut self, parent: PlaceId, step: u64, key: Option<u32>) -> PlaceId {
        let path = xxh3_64_with_seed(&step.to_le_bytes(), self.places[parent as usize].path.wrapping_add(1));
        self.places.push(Place { path, key, is_map: self.maps.contains(&path), ..Place::default() });
        self.places.len() as u32 - 1
    }

    /// Whether the keys of the objects here are data rather than names of fields: their values are alike, and they
    /// are too many, or numbered, or most objects lack most of them.
    fn has_keys_that_are_data(&self, id: usize) -> bool {
        let place = &self.places[id];
        let keys = place.fields.len();
        if place.is_map || keys < 4 {
            return false;
        }
        if keys == MAX_FIELDS {
            return true;
        }
        let values = || place.fields.iter().map(|field| self.place(field.place));
        let objects = values().filter(|value| value.objects > 0).count();
        let arrays = values().filter(|value| value.arrays > 0).count();
        if objects.max(arrays) > 0 && objects.max(arrays) * 5 < keys * 4 {
            return false;
        }
        let members: u64 = place.fields.iter().map(|field| u64::from(field.count)).sum();
        let room = u64::from(place.objects) * keys as u64;
        let regular = place.objects >= 3 && members * 10 >= room * 9;
        let numbered = place
            .fields
            .iter()
            .filter(|field| self.tape.raw(field.key).bytes().any(|byte| byte.is_ascii_digit()))
            .count();
        let sparse = keys >= 12 && members * 10 < room * 3;
        let alike = objects == keys && keys >= 8 && self.have_one_first_key(place);
        !regular && (numbered * 5 >= keys * 4 || sparse || alike)
    }

    fn have_one_first_key(&self, place: &Place) -> bool {
        let first =
            |field: &Field| self.place(field.place).fields.first().map(|field| self.tape.raw(field.key));
        let expected = place.fields.first().and_then(first);
        expected.is_some()
            && place.fields.iter().filter(|field| first(field) == expected).count() * 5
                >= place.fields.len() * 4
    }
}

/// A string without its quotes.
pub(in crate::json) fn inside(string: &str) -> &str {
    &string[1..string.len() - 1]
}
