//! Finds the content by where its sentences stand.
//!
//! Source: Arc90's Readability, as Mozilla keeps it: each paragraph gives points to the elements around it, fewer
//! the farther they are.

use super::tag::Tag;
use super::tree::Tree;
use super::weight::Weights;

/// Minimum length of a paragraph that gives points, in characters.
const MIN_PARAGRAPH: u32 = 25;
/// How many elements around a paragraph get points.
const LEVELS: i64 = 5;
/// Points are counted in thousandths.
const POINT: i64 = 1000;

/// The element with the densest text.
pub(crate) fn densest(tree: &Tree<'_>, weights: &Weights) -> usize {
    let mut points = vec![0_i64; tree.nodes.len()];
    for node in 1..tree.nodes.len() {
        let own = weights.own(node);
        if own.text >= MIN_PARAGRAPH && own.link * 2 < own.text {
            give(tree, node, i64::from(1 + own.commas + (own.text / 100).min(3)) * POINT, &mut points);
        }
    }
    let of = |node: usize| -> i64 {
        let weight = weights.of(tree, node);
        if points[node] == 0 || weight.text == 0 {
            return 0;
        }
        (points[node] + tag_points(tree.tag(node))) * i64::from(weight.text - weight.link)
            / i64::from(weight.text)
    };
    let mut best = (0, 0);
    for node in 0..tree.nodes.len() {
        let own = of(node);
        if own > best.0 {
            best = (own, node);
        }
    }
    climb(tree, weights, best.1)
}

/// Gives the points of a paragraph to the blocks around it.
fn give(tree: &Tree<'_>, paragraph: usize, given: i64, points: &mut [i64]) {
    let is_paragraph =
        matches!(tree.tag(paragraph), Tag::P | Tag::Pre | Tag::Li | Tag::Blockquote | Tag::Td | Tag::Dd)
            || tree.tag(paragraph).level().is_some();
    let mut node = if is_paragraph { tree.parent(paragraph) } else { paragraph };
    for level in 0..LEVELS {
        points[node] += match level {
            0 => given,
            1 => given / 2,
            level => given / (level * 3),
        };
        if node == 0 {
            break;
        }
        node = tree.parent(node);
    }
}

fn tag_points(tag: Tag) -> i64 {
    POINT
        * match tag {
            Tag::Article | Tag::Main => 10,
            Tag::Div | Tag::Section => 5,
            Tag::Pre | Tag::Td | Tag::Blockquote => 3,
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Dd | Tag::Dt | Tag::Li | Tag::Form | Tag::Address => -3,
            Tag::Th => -5,
            tag if tag.level().is_some() => -5,
            _ => 0,
        }
}

/// The widest element around `node` with hardly more than its text, or with much more prose.
fn climb(tree: &Tree<'_>, weights: &Weights, mut node: usize) -> usize {
    while node != 0 {
        let parent = tree.parent(node);
        let (own, around) = (weights.of(tree, node), weights.of(tree, parent));
        let more = around.text - own.text;
        let more_prose = around.prose - own.prose;
        if more == 0 || more_prose > more / 10 * 7 && more_prose > own.prose / 4 {
            node = parent;
        } else {
            break;
        }
    }
    node
}
