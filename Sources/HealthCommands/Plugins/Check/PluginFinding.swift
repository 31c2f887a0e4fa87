/// Something about a plugin that is not as it has to be.
struct PluginFinding {
    /// The folder's name; empty for what concerns none.
    var plugin: String
    /// `folder`, `readme`, `imports`, `tests`, `fixtures`, `lists`, `build`, `descriptor` or `options`.
    var code: String
    /// Relative to the checkout; empty when there is no one file.
    var file: String
    /// What is wrong and what to do, a sentence or two.
    var problem: String
}
