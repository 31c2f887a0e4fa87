/// How long the inbox waits for what; seconds.
struct InboxPatience: Sendable {
    /// A file that its writer has closed, or that was moved here whole, stands still for that long.
    var closed = 2.0
    /// One of which nobody told us, as on a network share.
    var untold = 30.0
    /// Such a one that could not be read gets a second look after that long, in case its writer only paused.
    var secondLook = 300.0
    /// The pause after a trouble that is not the file's, such as an import that runs or a full disk.
    var trouble = 30.0
    /// Between two looks at the folder, when nothing is told.
    var rescan = 30.0
}
