/// The last lines of a tap's standard error, fit to be shown: bounded, without secrets and control characters.
final class LastLines {
    private(set) var count = 0
    private var lines: [String] = []
    private let limits: TapLimits
    private let mask: SecretMask
    private var current: [UInt8] = []
    private var isCut = false

    init(limits: TapLimits, mask: SecretMask) {
        (self.limits, self.mask) = (limits, mask)
    }

    /// Oldest first.
    var all: [String] { lines }

    func add(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if current.count < limits.lastLineBytesMax + mask.longest {
                current.append(byte)
            } else {
                isCut = true
            }
        }
    }

    /// Takes what came after the last line end.
    func finish() {
        if !current.isEmpty { endLine() }
    }

    private func endLine() {
        defer {
            current.removeAll(keepingCapacity: true)
            isCut = false
        }
        count += 1
        let text = mask.clean(current, isCut: isCut, bytesMax: limits.lastLineBytesMax)
        guard !text.isEmpty else { return }
        if lines.count == limits.lastLinesMax { lines.removeFirst() }
        lines.append(text)
    }
}
