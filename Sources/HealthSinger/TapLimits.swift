/// What a tap, which is a stranger, may use. Beyond a limit its run fails.
public struct TapLimits: Sendable {
    /// Of one line of its output.
    public var lineBytesMax = 16 << 20
    /// Of what `--discover` prints.
    public var catalogueBytesMax = 64 << 20
    /// Private memory of each of its processes (`RLIMIT_DATA`). Not the address space, of which Go, Java and
    /// Node programs reserve far more than they use.
    public var memoryBytesMax = 2 << 30
    /// Streams that one run may announce.
    public var streamsMax = 256
    /// Lines of its standard error that are kept, the last ones.
    public var lastLinesMax = 20
    /// Of one kept line.
    public var lastLineBytesMax = 1 << 10
    /// How long it may live on after it closed its output.
    public var closedGrace: Duration = .seconds(10)
    /// How long its processes have between SIGTERM and SIGKILL.
    public var endGrace: Duration = .seconds(2)

    public init() {}
}
