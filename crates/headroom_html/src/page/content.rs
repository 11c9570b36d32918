//! Finds the element that has the content of a page.

use super::density::densest;
use super::keep::Strictness;
use super::names::Names;
use super::tag::Tag;
use super::tree::Tree;
use super::weight::Weights;

/// Names of the element that has the text of an article, and of nothing else. Best first.
const RANKS: [fn(Tag, &Names) -> bool; 5] = [is_body, is_article, is_story, is_content, is_main];

/// The share of the prose of the densest element, in hundredths, that an element found by its name has at least.
const MIN_SHARE: u32 = 60;

/// The element that has the content.
pub(crate) fn root(tree: &Tree<'_>, weights: &Weights, strictness: Strictness) -> usize {
    if strictness == Strictness::None {
        return 0;
    }
    let densest = densest(tree, weights);
    let least = weights.of(tree, densest).prose / 100 * MIN_SHARE;
    let mut best = [(0, 0); RANKS.len()];
    for node in 1..tree.nodes.len() {
        let tag = tree.tag(node);
        if !matches!(tag, Tag::Article | Tag::Div | Tag::Main | Tag::Section | Tag::Td | Tag::Other) {
            continue;
        }
        let prose = weights.of(tree, node).prose;
        if prose == 0 {
            continue;
        }
        let names = Names::of(tree, node);
        for (rank, is_named) in RANKS.iter().enumerate() {
            if prose > best[rank].0 && is_named(tag, &names) {
                best[rank] = (prose, node);
            }
        }
    }
    best.into_iter()
        .find(|(prose, _)| *prose > 0 && *prose >= least)
        .map_or(densest, |(_, node)| with_twins(tree, weights, node))
}

/// How many elements around an element are searched for others of its name.
const MAX_CLIMB: usize = 4;
/// The share of its prose, in hundredths, that another element of its name has at least.
const MIN_TWIN: u32 = 10;

/// The element around `node` and those that are named like it: pages divide an article into parts, and forums have
/// an element for each post.
fn with_twins(tree: &Tree<'_>, weights: &Weights, node: usize) -> usize {
    let first_class =
        |node: usize| tree.attribute(node, "class").and_then(|class| class.split_ascii_whitespace().next());
    let Some(class) = first_class(node) else { return node };
    let least = weights.of(tree, node).prose / 100 * MIN_TWIN;
    let (mut around, mut root) = (node, node);
    for _ in 0..MAX_CLIMB {
        let inner = around;
        around = tree.parent(around);
        if matches!(tree.tag(around), Tag::Body | Tag::Html) {
            break;
        }
        let is_twin = |other: usize| {
            tree.tag(other) == tree.tag(node)
                && first_class(other) == Some(class)
                && weights.of(tree, other).prose > least
        };
        if (around + 1..inner).chain(tree.end(inner)..tree.end(around)).any(is_twin) {
            root = around;
        }
    }
    root
}

fn has(names: &Names, wanted: &[&str]) -> bool {
    let flat = |name: &str| -> String {
        name.chars().filter(|sign| !matches!(sign, '-' | '_')).map(|sign| sign.to_ascii_lowercase()).collect()
    };
    let (class, id) = (flat(&names.class), flat(&names.id));
    wanted.iter().any(|word| class.contains(word) || id.contains(word))
}

fn is(names: &Names, wanted: &[&str]) -> bool {
    names
        .class
        .split_ascii_whitespace()
        .chain([&*names.id])
        .any(|word| wanted.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

fn is_body(_: Tag, names: &Names) -> bool {
    names.property == "articlebody"
        || has(
            names,
            &[
                "articlebody",
                "articletext",
                "articlecontent",
                "posttext",
                "postbody",
                "postcontent",
                "postentry",
                "entrycontent",
                "entrybody",
                "storybody",
                "storycontent",
                "storytext",
                "bodytext",
                "blogcontent",
                "newsbody",
                "newstext",
                "contenttext",
                "artcontent",
                "bodycopy",
                "fulltext",
                "richtext",
            ],
        )
}

fn is_article(tag: Tag, names: &Names) -> bool {
    tag == Tag::Article || names.role == "article"
}

fn is_story(_: Tag, names: &Names) -> bool {
    is(names, &["article", "post", "entry", "story", "text", "markdown-body"])
        || has(names, &["singlepost", "singlecontent", "fieldbody", "themecontent"])
}

fn is_content(_: Tag, names: &Names) -> bool {
    is(names, &["content"]) || has(names, &["contentmain", "maincontent", "contentbody", "pagecontent"])
}

fn is_main(tag: Tag, names: &Names) -> bool {
    tag == Tag::Main || names.role == "main" || is(names, &["main", "primary"])
}
