//! How much text stands where: sums up to each node, so that the sum of an element is one subtraction.

use headroom_core::work::step;

use super::keep::Keep;
use super::tag::Tag;
use super::tree::Tree;

/// The text in an element, in characters with runs of blanks counted as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) text: u32,
    /// The part of it within links.
    pub(crate) link: u32,
    pub(crate) commas: u32,
    /// The part of it in lines that read as sentences.
    pub(crate) prose: u32,
}

/// The weights of a page.
#[derive(Debug)]
pub(crate) struct Weights {
    /// The sums before each node.
    sums: Vec<Weight>,
    /// The text of each block that stands in no block within it.
    own: Vec<Weight>,
}

/// Minimum length of a line that may be a sentence, in characters.
const MIN_SENTENCE: u32 = 40;

impl Weights {
    pub(crate) fn new(tree: &Tree<'_>, keep: &Keep) -> Self {
        let count = tree.nodes.len();
        let (mut own, mut owners, mut links) =
            (vec![Weight::default(); count], vec![0_u32; count], vec![false; count]);
        let mut texts = vec![Weight::default(); count];
        for node in 1..count {
            let parent = tree.parent(node);
            owners[node] = if tree.tag(parent).is_block() { parent as u32 } else { owners[parent] };
            links[node] = links[parent] || tree.tag(node) == Tag::A;
            if tree.tag(node) == Tag::Text && keep.has(node) {
                let weight = measure(tree.text(node), links[node]);
                texts[node] = weight;
                own[owners[node] as usize] += weight;
            }
        }
        let (mut sums, mut sum) = (Vec::with_capacity(count + 1), Weight::default());
        for node in 0..count {
            sums.push(sum);
            let owner = own[owners[node] as usize];
            if owner.is_sentence() {
                texts[node].prose = texts[node].text - texts[node].link;
            }
            sum += texts[node];
        }
        sums.push(sum);
        Self { sums, own }
    }

    /// The text in an element.
    pub(crate) fn of(&self, tree: &Tree<'_>, node: usize) -> Weight {
        let (before, behind) = (self.sums[node], self.sums[tree.end(node)]);
        Weight {
            text: behind.text - before.text,
            link: behind.link - before.link,
            commas: behind.commas - before.commas,
            prose: behind.prose - before.prose,
        }
    }

    /// The text of a block that stands in no block within it.
    pub(crate) fn own(&self, node: usize) -> Weight {
        self.own[node]
    }
}

impl Weight {
    /// Whether a line reads as a sentence and not as a list of links.
    pub(crate) fn is_sentence(self) -> bool {
        self.text >= MIN_SENTENCE && self.link * 2 < self.text
    }
}

impl std::ops::AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        self.text += other.text;
        self.link += other.link;
        self.commas += other.commas;
        self.prose += other.prose;
    }
}

fn measure(text: &str, is_link: bool) -> Weight {
    step(text.len());
    let (mut count, mut commas, mut was_blank) = (0_u32, 0, true);
    for &byte in text.as_bytes() {
        let is_blank = byte.is_ascii_whitespace();
        // Bytes that continue a character count as nothing.
        count += u32::from((!is_blank || !was_blank) && byte & 0xC0 != 0x80);
        commas += u32::from(byte == b',');
        was_blank = is_blank;
    }
    Weight { text: count, link: if is_link { count } else { 0 }, commas, prose: 0 }
}
