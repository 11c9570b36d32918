//! Takes out of the content what is no part of it: lists of links.

use super::keep::{Keep, Strictness};
use super::tag::Tag;
use super::tree::Tree;
use super::weight::{Weight, Weights};

pub(crate) fn clean(
    tree: &Tree<'_>,
    keep: &mut Keep,
    weights: &Weights,
    root: usize,
    strictness: Strictness,
) {
    if strictness == Strictness::None {
        return;
    }
    let mut node = root + 1;
    while node < tree.end(root) {
        if keep.has(node) && is_links(tree.tag(node), weights.of(tree, node)) {
            keep.drop(tree, node);
            node = tree.end(node);
        } else {
            node += 1;
        }
    }
}

/// Whether an element holds links and hardly anything else.
fn is_links(tag: Tag, weight: Weight) -> bool {
    let share = |hundredths: u64| {
        weight.text > 0 && u64::from(weight.link) * 100 >= u64::from(weight.text) * hundredths
    };
    match tag {
        Tag::Div | Tag::Section | Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Header => {
            share(60) && weight.prose < weight.text / 2
        }
        Tag::P | Tag::Li => share(75),
        _ => false,
    }
}
