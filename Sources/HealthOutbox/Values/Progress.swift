public import HealthModel

/// What a run has reached with the messages that it enqueues; written in the same transaction.
public struct Progress: Sendable {
    /// How far one stream of the automation has been turned into messages.
    public struct Advance: Sendable {
        /// The metric, data type or tap stream; `*` for a tap's single checkpoint.
        public var stream: String
        /// Opaque: an import number, the end of a range, a tap's state.
        public var enqueuedThrough: [UInt8]

        public init(stream: String, enqueuedThrough: [UInt8]) {
            (self.stream, self.enqueuedThrough) = (stream, enqueuedThrough)
        }
    }

    /// A line of the `sent` ledger: what a stream has on one local day.
    public struct SentDay: Sendable {
        public var stream: String
        public var day: CivilDate
        /// Of *all* points or records of that stream and day at the run's generation.
        public var digest: UInt64

        public init(stream: String, day: CivilDate, digest: UInt64) {
            (self.stream, self.day, self.digest) = (stream, day, digest)
        }
    }

    public var run: Identifier
    /// Where the provider goes on; opaque. `nil` leaves the stored one.
    public var cursor: [UInt8]?
    /// The number of the next part, from 1.
    public var nextPart: Int
    /// Counters of the run by name, all of them: they replace the stored ones. `nil` leaves those.
    public var counts: [String: Int64]?
    /// Streams that are complete now. The run's `store_id` is written with them.
    public var advances: [Advance]
    public var sent: [SentDay]
    /// When set, the run ends with this transaction.
    public var ending: RunEnding?

    public init(
        run: Identifier, cursor: [UInt8]? = nil, nextPart: Int, counts: [String: Int64]? = nil,
        advances: [Advance] = [], sent: [SentDay] = [], ending: RunEnding? = nil
    ) {
        (self.run, self.cursor, self.nextPart, self.counts) = (run, cursor, nextPart, counts)
        (self.advances, self.sent, self.ending) = (advances, sent, ending)
    }
}

/// What an enqueue did.
public struct EnqueueReport: Sendable, Equatable {
    /// The ids of all messages, in the order given.
    public var ids: [Identifier]
    /// How many of them were there already, with the same bytes.
    public var repeated: Int

    public init(ids: [Identifier], repeated: Int) {
        (self.ids, self.repeated) = (ids, repeated)
    }
}
