//! The texts of a conversation.

/// One text of a conversation.
#[derive(Clone, Debug)]
pub enum Step {
    /// The user or the model writes.
    Message {
        /// Whether it is the user.
        user: bool,
        /// What.
        text: String,
    },
    /// The model calls a tool.
    Call {
        /// Which.
        tool: &'static str,
        /// With these arguments.
        arguments: Vec<(&'static str, String)>,
    },
    /// The last call's answer.
    Result(String),
}
