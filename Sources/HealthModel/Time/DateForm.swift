/// The written forms of an instant.
public enum DateForm: Sendable, CaseIterable {
    /// `2026-03-10 07:15:00 +0100`: every date of the wire format.
    case wire
    /// `2026-03-10 07:15:00`: health metrics in CSV.
    case localSeconds
    /// `2026-03-10 19:00`: workouts in CSV.
    case localMinutes
    /// `2026-03-10`.
    case day
    /// `2026-03-10T07:15:00+01:00`: headers.
    case iso
    /// `2026-03-10T06:15:00Z`, whatever the zone: identifiers and output for programs.
    case utc
}
