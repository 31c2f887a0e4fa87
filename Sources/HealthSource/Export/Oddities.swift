import HealthXML

/// Where a reader reports oddities of the tag that it reads; the file and the place are filled in here.
struct Oddities {
    var log = WarningLog()
    /// The member, or the file as the user named it.
    let file: String
    /// Where the tag at hand begins in the uncompressed file.
    var offset: Int64 = 0
    /// How many have been reported here.
    private(set) var count = 0

    mutating func add(_ code: WarningCode, _ example: @autoclosure () -> String) {
        count += 1
        log.add(code, file: file, offset: offset, example: example())
    }

    /// Reports what decoding a text met.
    mutating func add(_ findings: XMLText.Findings, _ example: @autoclosure () -> String) {
        guard !findings.isEmpty else { return }
        if findings.contains(.badReference) { add(WarningCode.badReference, example()) }
        if findings.contains(.invalidUTF8) { add(WarningCode.invalidUTF8, example()) }
        if findings.contains(.controlCharacter) { add(WarningCode.controlCharacter, example()) }
    }
}

extension Span<UInt8> {
    /// The bytes of `range` as text for messages, at most 60 of them.
    func excerpt(_ range: ByteRange) -> String {
        var bytes: [UInt8] = []
        for position in range.start..<Swift.min(range.end, range.start + 60) {
            bytes.append(self[position])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
