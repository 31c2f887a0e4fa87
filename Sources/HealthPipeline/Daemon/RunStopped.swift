/// Thrown out of a run or an import that the program is told to leave; the work goes on at the next start.
public struct RunStopped: Error, CustomStringConvertible {
    public init() {}

    public var description: String { "Stopped; the next start goes on with it." }
}
