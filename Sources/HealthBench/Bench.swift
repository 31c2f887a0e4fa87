public import HealthPlugin

/// What every bench works with: a folder of its own, how much to do, and whom to tell.
public struct Bench {
    /// Told what is being done, and how far it is from 0 to 1; may throw to stop.
    public typealias Progress = (_ what: String, _ share: Double) throws -> Void

    /// On the disk that is measured; the caller removes it.
    let folder: String
    /// This program, for what is measured as a process of its own.
    let program: String
    let registry: ProviderRegistry
    /// A fraction of the work, to try a bench out. Rows that depend on size say so.
    let isQuick: Bool
    let progress: Progress

    /// How often a pair of figure and baseline is taken.
    static let rounds = 5

    public init(
        folder: String, program: String, registry: ProviderRegistry, isQuick: Bool,
        progress: @escaping Progress
    ) {
        (self.folder, self.program, self.registry) = (folder, program, registry)
        (self.isQuick, self.progress) = (isQuick, progress)
    }

    func count(_ full: Int) -> Int { isQuick ? max(1, full / 10) : full }

    /// Seconds that it takes.
    static func time(_ body: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(body).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
}
