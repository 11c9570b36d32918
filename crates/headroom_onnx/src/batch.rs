//! Sequences of tokens that a model reads at a time.

/// Sequences of one length: shorter ones are padded.
pub(crate) struct Batch {
    pub(crate) rows: usize,
    pub(crate) length: usize,
    pub(crate) ids: Vec<i64>,
    /// 1 for a token, 0 for padding.
    pub(crate) mask: Vec<i64>,
}

impl Batch {
    pub(crate) fn new<S: AsRef<[u32]>>(sequences: &[S]) -> Self {
        let length = sequences.iter().map(|sequence| sequence.as_ref().len()).max().unwrap_or(0);
        let size = length * sequences.len();
        let (mut ids, mut mask) = (Vec::with_capacity(size), Vec::with_capacity(size));
        for (row, sequence) in sequences.iter().enumerate() {
            let end = (row + 1) * length;
            ids.extend(sequence.as_ref().iter().map(|&id| i64::from(id)));
            mask.resize(ids.len(), 1);
            ids.resize(end, 0);
            mask.resize(end, 0);
        }
        Self { rows: sequences.len(), length, ids, mask }
    }
}
