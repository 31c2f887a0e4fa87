internal import GRDB
internal import Synchronization

/// The outbox in a folder of this machine: `outbox.db`, `blobs/`, `quarantine/` and the sender's lock.
///
/// Any number of processes may have one open on the same folder; one of them sends.
public final class SQLiteOutbox: Outbox {
    /// What is opened and whether it may be made.
    public enum Access: Sendable {
        /// Makes the spool when there is none.
        case create
        /// Changes an existing spool.
        case readWrite
        /// Looks only; nothing on disk changes but SQLite's own shared memory.
        case readOnly
    }

    struct Shared {
        /// `nil` until the configuration is known.
        var policies: [String: AutomationPolicy]?
        var random: SeededRandom
        /// After a failing disk nothing more is recorded.
        var failure: OutboxError?
    }

    let spool: SpoolFolder
    let ledger: Ledger
    let limits: OutboxLimits
    let clock: OutboxClock
    let isReadOnly: Bool
    let shared: Mutex<Shared>

    private init(
        spool: SpoolFolder, ledger: Ledger, limits: OutboxLimits, clock: @escaping OutboxClock,
        isReadOnly: Bool, seed: UInt64
    ) {
        (self.spool, self.ledger, self.limits, self.clock) = (spool, ledger, limits, clock)
        self.isReadOnly = isReadOnly
        shared = Mutex(Shared(random: SeededRandom(seed: seed)))
    }

    /// Opens the outbox in a spool folder.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - seed: Of the jitter; for tests.
    /// - Throws: ``OutboxError``: no spool there (69), somebody else's or a link (77), a network file system, another
    ///   program's or a newer program's file (78), a damaged file (65), an I/O error (74).
    public static func open(
        spool path: String, access: Access, limits: OutboxLimits = OutboxLimits(),
        clock: @escaping OutboxClock = { Moment.now() }, seed: UInt64? = nil
    ) throws -> SQLiteOutbox {
        try open(
            spool: path, access: access, limits: limits, clock: clock, seed: seed, trace: nil)
    }

    /// - Parameter trace: Gets the text of every statement; for the test that looks for table scans.
    static func open(
        spool path: String, access: Access, limits: OutboxLimits, clock: @escaping OutboxClock,
        seed: UInt64?, trace: (@Sendable (String) -> Void)?
    ) throws -> SQLiteOutbox {
        let spool = SpoolFolder(path: path)
        return try PosixErrors.translated {
            try finishSalvage(in: spool, access)
            if access != .create, try !spool.hasDatabase() {
                throw OutboxError(
                    .noSpool,
                    "\(path): there is no outbox here yet. Look at spool: or --spool; hae run makes one."
                )
            }
            switch access {
            case .create, .readWrite:
                Posix.ignoreFileSizeSignal()
                try spool.prepare()
            case .readOnly: try spool.check()
            }
            let ledger = try openLedger(spool, readOnly: access == .readOnly, clock, trace)
            return SQLiteOutbox(
                spool: spool, ledger: ledger, limits: limits, clock: clock,
                isReadOnly: access == .readOnly, seed: seed ?? UInt64.random(in: 0...UInt64.max))
        }
    }

    /// A salvage that a kill cut short comes before everything else.
    private static func finishSalvage(in spool: SpoolFolder, _ access: Access) throws {
        guard let folder = try Salvage.unfinished(in: spool) else { return }
        guard access != .readOnly, let lock = try SenderLock.take(in: spool, waitSeconds: 2) else {
            throw OutboxError(
                .damaged,
                "\(spool.database): the outbox is damaged and is being saved into a new one. Look again in a "
                    + "moment; if nothing else of hae is running, type hae outbox verify --repair.")
        }
        try withExtendedLifetime(lock) {
            // Another process may have finished it meanwhile.
            guard try Salvage.unfinished(in: spool) != nil else { return }
            throw try Salvage(spool: spool).finish(folder)
        }
    }

    /// Sets a damaged ledger aside, so that the next start works; this one ends with what was saved.
    private static func openLedger(
        _ spool: SpoolFolder, readOnly: Bool, _ clock: OutboxClock,
        _ trace: (@Sendable (String) -> Void)?
    ) throws -> Ledger {
        let inode = try Posix.statusIfThere(spool.database)?.inode
        do {
            let ledger = try Ledger(path: spool.database, readOnly: readOnly, trace: trace)
            // Or else the file may be one that was made in the gap between the old and the new one.
            if try Salvage.unfinished(in: spool) != nil, !readOnly {
                try ledger.close()
                throw OutboxError(
                    .busy, "\(spool.database): a damaged outbox is being saved; try again.")
            }
            return ledger
        } catch let error as OutboxError where error.kind == .damaged && !readOnly {
            guard let lock = try SenderLock.take(in: spool, waitSeconds: 2) else { throw error }
            throw try withExtendedLifetime(lock) {
                // Another process may have been faster; its new file is not to be set aside.
                guard try Posix.statusIfThere(spool.database)?.inode == inode else { return error }
                return try Salvage(spool: spool).run(because: error, now: clock())
            }
        }
    }

    public func configure(_ policies: [AutomationPolicy]) {
        shared.withLock { shared in
            shared.policies = Dictionary(
                policies.map { ($0.automation, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    public func close() throws {
        try ledger.close()
    }

    var policies: [String: AutomationPolicy]? { shared.withLock { $0.policies } }

    /// The policy of an automation; one that the configuration lacks gets the defaults.
    func policy(of automation: String, name: String) -> AutomationPolicy {
        shared.withLock { $0.policies?[automation] }
            ?? AutomationPolicy(automation: automation, name: name)
    }

    /// The least of the automations that share a lane.
    func concurrencyMax(ofLane lane: String) -> Int {
        let all = (policies ?? [:]).values.filter { $0.lane == lane }.map(\.concurrencyMax)
        return all.min() ?? AutomationPolicy(automation: "", name: lane).concurrencyMax
    }

    // MARK: - Transactions

    /// One write transaction whose changes of messages go through a ``Batch``.
    func write<Value>(
        _ durability: Ledger.Durability = .full, at now: Moment? = nil,
        _ body: (Batch) throws -> Value
    ) throws -> Value {
        if let failure = shared.withLock({ $0.failure }) { throw failure }
        var freed: [[UInt8]] = []
        var closed: [Identifier] = []
        do {
            let value = try PosixErrors.translated {
                try ledger.write(durability) { db in
                    let batch = Batch(db, spool: spool, now: now ?? clock())
                    let value = try body(batch)
                    try batch.finish()
                    (freed, closed) = (batch.freedBlobs, batch.closedQuarantines)
                    return value
                }
            }
            if !freed.isEmpty {
                FailPoint.pass(.beforeSweep)
                try sweep(freed)
            }
            for id in closed { try? Quarantine.remove(id, spool: spool) }
            return value
        } catch let error as OutboxError {
            if error.kind == .io { shared.withLock { $0.failure = error } }
            if error.kind == .noSpace { spool.dropBallast() }
            throw error
        }
    }

    /// A write that frees room, or records what cannot be asked again: when the volume is full it may use up the reserve,
    /// which a first refusal has just removed.
    ///
    /// - Parameter holdsLock: Whether this process has the right to send, and so to write the log back.
    func writeWithReserve<Value>(
        _ durability: Ledger.Durability = .full, at now: Moment? = nil, holdsLock: Bool,
        _ body: (Batch) throws -> Value
    ) throws -> Value {
        do {
            return try write(durability, at: now, body)
        } catch let error as OutboxError where error.kind == .noSpace {
            if holdsLock { _ = try? ledger.checkpoint(truncates: true) }
            return try write(durability, at: now, body)
        }
    }

    /// Whether the log should be written back before it takes so much of a small volume that there is no room to do so.
    var isLogTooLong: Bool {
        let bytes = ledger.walFileBytes
        guard bytes > Self.walBytesOfNoConcern, let free = try? Posix.freeBytes(spool.path) else {
            return false
        }
        return bytes > free / 2
    }

    private static let walBytesOfNoConcern: Int64 = 1 << 20

    /// Unlinks blobs without references: after the commit that removed the last one, and under the write lock.
    func sweep(_ digests: [[UInt8]]) throws {
        try ledger.write(.normal) { db in
            try BlobStore.sweep(digests, spool: spool, db)
        }
    }

    var random: SharedRandom { SharedRandom(outbox: self) }
}

/// SplitMix64: jitter that a test can repeat. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The outbox's generator, for code that runs inside a transaction.
struct SharedRandom: RandomNumberGenerator {
    let outbox: SQLiteOutbox

    mutating func next() -> UInt64 {
        outbox.shared.withLock { $0.random.next() }
    }
}
