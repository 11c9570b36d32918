//! A token of a tape: its kind and its position, in four bytes.

/// Maximum length of a text, in bytes: offsets take 29 bits of a node.
pub(super) const MAX_LEN: usize = 1 << 29;
/// The nodes of a long text take at most this many bytes for each two bytes of text. Denser JSON (`[1,1,1,…`)
/// gains nothing from a table.
const MAX_BYTES_PER_TWO: usize = 3;
/// This many nodes are always allowed.
const FREE_NODES: usize = 1 << 17;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true`, `false`, `null`.
    Literal,
    /// A number, verbatim.
    Number,
    /// A string, or a key.
    String,
    /// An array: the token that opens it.
    Array,
    /// An object: the token that opens it.
    Object,
    /// The end of an array or an object.
    Close,
}

/// A token: its kind and its start.
#[derive(Clone, Copy)]
pub(super) struct Node(pub(super) u32);

impl Node {
    pub(super) const fn new(kind: Kind, start: usize) -> Self {
        Self((kind as u32) << 29 | start as u32)
    }

    pub(super) const fn kind(self) -> Kind {
        match self.0 >> 29 {
            0 => Kind::Literal,
            1 => Kind::Number,
            2 => Kind::String,
            3 => Kind::Array,
            4 => Kind::Object,
            _ => Kind::Close,
        }
    }

    pub(super) const fn start(self) -> usize {
        self.0 as usize & (MAX_LEN - 1)
    }
}

/// Maximum number of nodes for a text of this length.
pub(super) const fn most_nodes(bytes: usize) -> usize {
    let most = bytes / 2 * MAX_BYTES_PER_TWO / size_of::<Node>();
    if most > FREE_NODES { most } else { FREE_NODES }
}
