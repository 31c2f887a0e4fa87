/// One night: whole seconds by stage, each second counted once within its stage.
public struct SleepNight: Sendable, Equatable {
    /// The day on which the night ends.
    public var date: CivilDate
    /// In any stage of sleep.
    public var totalSleep: Int64 = 0
    /// Without a phase.
    public var asleep: Int64 = 0
    public var core: Int64 = 0
    public var deep: Int64 = 0
    public var rem: Int64 = 0
    public var awake: Int64 = 0
    public var inBed: Int64 = 0
    /// First start and last end of sleep; of a night with time in bed only, those of the time in bed.
    public var sleepStart: Instant
    public var sleepEnd: Instant
    /// First start and last end in bed; without time in bed those of sleep.
    public var inBedStart: Instant
    public var inBedEnd: Instant
    /// The source of the stages and the source of the time in bed.
    public var sources: SourceSet

    /// Seconds as the wire's hours.
    public static func hours(_ seconds: Int64) -> Double {
        Double(seconds) / 3600
    }
}
