public import HealthModel

#if canImport(Glibc)
    import Glibc
#endif

/// A point in time in milliseconds since 1970-01-01T00:00:00Z: the outbox's unit for everything it writes.
public struct Moment: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(_ instant: Instant) {
        self.init(milliseconds: instant.seconds * 1000)
    }

    static let max = Moment(milliseconds: .max)

    /// The wall clock of this machine.
    public static func now() -> Moment {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The second in which the moment lies.
    public var instant: Instant {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Instant(seconds: rest < 0 ? seconds - 1 : seconds)
    }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public func advanced(bySeconds seconds: Double) -> Moment {
        Moment(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
    }

    public func seconds(since other: Moment) -> Double {
        Double(milliseconds - other.milliseconds) / 1000
    }
}

/// What tells the outbox the time; a test passes its own.
public typealias OutboxClock = @Sendable () -> Moment
