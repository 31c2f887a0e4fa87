/// Counts warnings by kind and remembers where each was met first.
struct WarningLog {
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
}
