/// A header that the user adds to every request.
public struct HeaderConfig: Hashable, Sendable {
    /// A token of HTTP, in the user's own capitals.
    public var name: String
    /// Not empty. Marked as a secret when the name says so.
    public var value: Template

    public init(name: String, value: Template) {
        (self.name, self.value) = (name, value)
    }
}
