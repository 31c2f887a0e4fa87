/// How long things are kept after they have served; `nil` means for ever.
public struct RetentionConfig: Hashable, Sendable {
    public var receipts: Duration?
    public var events: Duration?
    public var dead: Duration?
}
