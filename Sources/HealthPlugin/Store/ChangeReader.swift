/// A store reader that also tells what has left, for those who keep a copy of the store.
public protocol ChangeReader: StoreReader {
    /// Passes every sample of a type that arrived or left after `position` and up to this generation, once
    /// each, in the order (start, end, source name's id, value).
    ///
    /// A sample that both came and went since then is not passed.
    ///
    /// - Parameter body: Also gets whether the sample is gone.
    func changes(
        of type: String, since position: Int64,
        _ body: (StoredSample, _ isGone: Bool) throws -> Void
    ) throws
}
