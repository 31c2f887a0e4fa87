/// Takes the bytes of one body as they are made.
///
/// Small bodies stay in memory, large ones go to disk. A writer that is dropped leaves nothing behind. Used by
/// one thread at a time.
public protocol BodyWriter: AnyObject {
    /// Bytes so far.
    var length: Int64 { get }

    /// - Throws: ``OutboxError`` when the disk refuses; the writer is of no more use then.
    func append(_ bytes: Span<UInt8>) throws

    /// Ends the body; the writer takes no more bytes.
    ///
    /// - Returns: The body, on stable storage when it is large.
    func finish() throws -> StagedBody
}

extension BodyWriter {
    public func append(_ bytes: [UInt8]) throws {
        try append(bytes.span)
    }
}
