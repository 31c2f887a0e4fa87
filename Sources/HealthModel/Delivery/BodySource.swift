/// The bytes of one request body, read from the start as often as needed.
///
/// The outbox hands it out after it has checked the stored digest; the sender reads it while the transfer
/// runs, in pieces, so that a body of any size takes no memory. Used by one thread at a time.
public protocol BodySource: AnyObject {
    /// Bytes in the whole body.
    var length: Int64 { get }

    /// Fills the front of `span` with the next bytes.
    ///
    /// - Returns: The number of bytes written; 0 only at the end of the body.
    /// - Throws: What the storage reports; the position is undefined then, until ``rewind()``.
    func read(into span: inout MutableSpan<UInt8>) throws -> Int

    /// Goes back to the first byte.
    func rewind() throws
}
