/// A row of numbers as a row of small bars.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One character a number, as high as its share of the greatest; a dot for nothing.
    static func of(_ numbers: [Int]) -> String {
        let most = numbers.max() ?? 0
        return String(
            numbers.map { number in
                number <= 0 ? "·" : bars[(number * bars.count - 1) / most]
            })
    }
}
