//! One token of a tape: its kind and its place, in four bytes.

/// The longest text that is read, in bytes: offsets take 29 bits of a node.
pub(super) const MAX_LEN: usize = 1 << 29;
/// Nodes of a long text take at most so many bytes for each two bytes of it. Denser JSON (`[1,1,1,…`) has nothing to
/// gain from a table.
const MAX_BYTES_PER_TWO: usize = 3;
/// So many nodes are always allowed.
const FREE_NODES: usize = 1 << 17;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true`, `false`, `null`.
    Literal,
    /// A number, as it is written.
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

/// A token: what it is, and where it starts.
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

/// How many nodes the values of a text of so many bytes may have.
pub(super) const fn most_nodes(bytes: usize) -> usize {
    let most = bytes / 2 * MAX_BYTES_PER_TWO / size_of::<Node>();
    if most > FREE_NODES { most } else { FREE_NODES }
}
