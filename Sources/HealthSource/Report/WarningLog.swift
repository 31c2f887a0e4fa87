/// Counts warnings by kind and remembers where each was met first.
struct WarningLog {
    /// More kinds of one code than these are counted with the first.
    private static let examplesMax = 20

    /// By code, in the order in which the kinds were met.
    private(set) var warnings: [ReadWarning] = []

    mutating func add(
        _ code: WarningCode, file: String, offset: Int64, example: @autoclosure () -> String,
        count: Int = 1
    ) {
        if let index = warnings.firstIndex(where: { $0.code == code }) {
            warnings[index].count += count
        } else {
            warnings.append(
                ReadWarning(
                    code: code, count: count, file: file, offset: offset, example: example()))
        }
    }

    /// The same, but each example is a kind of its own.
    mutating func addEach(_ code: WarningCode, file: String, offset: Int64, example: String) {
        if let index = warnings.firstIndex(where: { $0.code == code && $0.example == example }) {
            warnings[index].count += 1
        } else if warnings.count(where: { $0.code == code }) < Self.examplesMax {
            warnings.append(
                ReadWarning(code: code, count: 1, file: file, offset: offset, example: example))
        } else {
            add(code, file: file, offset: offset, example: example)
        }
    }
}
