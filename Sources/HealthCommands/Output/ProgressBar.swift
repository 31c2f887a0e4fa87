import HealthPipeline

/// One line on a terminal that is written over as work goes on; silent where nobody watches.
///
/// Called from the loop that does the work; redraws at most ten times a second.
final class ProgressBar {
    private let label: String
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?

    init(_ label: String, isShown: Bool = Terminal.isInteractive) {
        self.label = label
        self.isShown = isShown
    }

    /// - Parameters:
    ///   - done: In the unit of `total`.
    ///   - total: 0 when unknown; the bar then only tells what is done.
    ///   - detail: A few words behind the bar.
    func update(done: Int64, total: Int64, detail: @autoclosure () -> String = "") {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
        lastDrawn = now
        draw(done: done, total: total, detail: detail())
    }

    /// Removes the line.
    func finish() {
        guard isShown, lastDrawn != nil else { return }
        Terminal.write(Array("\r\u{1b}[K".utf8), to: .error)
    }

    private func draw(done: Int64, total: Int64, detail: String) {
        var line = "\(label) "
        if total > 0 {
            let share = min(1, Double(done) / Double(total))
            let cells = 24
            let full = Int(share * Double(cells))
            line += String(repeating: "━", count: full)
            line += String(repeating: "╌", count: cells - full)
            line += " \(Int(share * 100)) %"
            let elapsed = Double((ContinuousClock.now - start).components.seconds)
            if share > 0.02, elapsed >= 2 {
                let left = Int64(elapsed / share - elapsed)
                line += ", \(Humanize.duration(seconds: left)) left"
            }
        }
        if !detail.isEmpty { line += "  \(detail)" }
        let clipped = String(line.prefix(Terminal.width - 1))
        Terminal.write(Array("\r\(clipped)\u{1b}[K".utf8), to: .error)
    }
}
