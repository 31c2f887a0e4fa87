/// A number with its unit.
public struct BenchFigure: Sendable, Equatable {
    public enum Unit: String, Sendable {
        case perSecond = "1/s"
        case bytesPerSecond = "B/s"
        case seconds = "s"
        case count = "1"
        case bytes = "B"
    }

    public var value: Double
    public var unit: Unit

    public init(_ value: Double, _ unit: Unit) {
        (self.value, self.unit) = (value, unit)
    }
}
