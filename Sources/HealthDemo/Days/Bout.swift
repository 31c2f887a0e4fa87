/// A stretch of walking or running.
struct Bout {
    /// Seconds since 1970 UTC.
    let start: Int64
    let end: Int64
    /// Steps a minute.
    let cadence: Int
    let isRun: Bool
    /// Whether the phone is in the pocket and counts too.
    let phoneCarried: Bool

    /// Millimetres a step.
    var stride: Int { isRun ? 1050 : 730 }
}
