public import HealthModel

extension JSONWriter {
    /// Writes an instant as a string; the writer keeps the day it wrote last, so pass the same one along.
    public mutating func date(
        _ instant: Instant, as form: DateForm = .wire, _ dates: inout DateWriter
    ) {
        comma()
        dates.append(instant, as: form, quoted: true, to: &bytes)
    }
}
