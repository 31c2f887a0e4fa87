/// What ``Outbox/verify(_:)`` looks at.
public struct VerifyOptions: Sendable {
    /// Hash every body, and let the backend check its own files.
    public var deep: Bool
    /// Mend what can be mended; what cannot is set aside.
    public var repair: Bool
    /// Renders a damaged message again, for a repair; `nil` when nobody can.
    public var renderer: (any BodyRenderer)?

    public init(deep: Bool = false, repair: Bool = false, renderer: (any BodyRenderer)? = nil) {
        (self.deep, self.repair, self.renderer) = (deep, repair, renderer)
    }
}

public struct VerifyReport: Sendable, Equatable {
    public struct Problem: Sendable, Equatable {
        public enum Kind: String, Sendable {
            /// The stored bytes are not those that were enqueued.
            case digest
            /// The stored bytes are not there.
            case missing
            /// A stored counter differs from what it counts.
            case counter
            /// A message without a run, a receipt or a body where it needs one.
            case reference
            /// The backend's own check failed.
            case storage
        }

        public var id: Identifier?
        public var kind: Kind
        /// A sentence.
        public var text: String
        public var repaired: Bool
    }

    public var messages: Int
    public var bodies: Int
    public var blobs: Int
    public var problems: [Problem]
}
