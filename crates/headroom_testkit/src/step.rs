//! The texts of a conversation.

/// One text of a conversation.
#[derive(Clone, Debug)]
pub enum Step {
    /// A message of the user or the model.
    Message {
        /// Whether it is from the user.
        user: bool,
        /// Its text.
        text: String,
    },
    /// A tool call of the model.
    Call {
        /// The name of the tool.
        tool: &'static str,
        /// The arguments of the call.
        arguments: Vec<(&'static str, String)>,
    },
    /// The result of the last call.
    Result(String),
}
