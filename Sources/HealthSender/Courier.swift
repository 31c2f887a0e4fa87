/// Takes requests and gives back verdicts: what the pipeline's drain loop needs of any way to deliver.
///
/// The contract: every submitted request comes back exactly once, as a ``Completion``, whatever happens to it;
/// also those that were aborted, and those in flight at ``shutdown(drainTimeout:)``. How many requests a lane has
/// in flight is the caller's business. All methods may be called from any thread.
public protocol Courier: Sendable {
    /// Puts a request at the end of its lane's queue. Returns at once; what is wrong with it shows in its verdict.
    ///
    /// A lane sends as many at once as ``resume(lane:width:)`` said last, without a limit before that. Once it was said, an
    /// attempt that ends as anything but a delivery stops the lane: it begins no other until it is resumed.
    ///
    /// - Throws: `SenderError` after a shutdown, or when a request of that tag is in flight.
    func submit(_ request: sending Request, to endpoint: Endpoint, lane: String) throws(SenderError)

    /// Goes on beginning requests of a lane, so many at once.
    func resume(lane: String, width: Int)

    /// Gives back the requests of a lane that have not begun: they end as `aborted` in the phase `started`.
    func recall(lane: String)

    /// Waits until some attempts have ended, ``wake()`` is called, or the time is over.
    ///
    /// - Returns: In order of their ends, all that ended since the last call; empty after a wake-up, or when the
    ///   time is over. For one caller at a time.
    func nextCompletions(timeout: Duration) -> [Completion]

    /// Makes a waiting ``nextCompletions(timeout:)`` return, or the next one at once.
    func wake()

    /// Ends a transfer. Its verdict is `aborted`, unless an answer arrived before; unknown tags are ignored.
    func abort(tag: Int64)

    /// Gives up a lane's connections and handles and aborts what is in flight there; the next request gets new ones.
    func reset(lane: String)

    func progress() -> SenderProgress

    /// Takes no more requests, lets those in flight end for that long, then aborts them. Returns when all have
    /// ended; their completions can still be collected.
    func shutdown(drainTimeout: Duration)
}
