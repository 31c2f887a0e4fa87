import CMalloc

#if canImport(Glibc)
    import Glibc
#endif

/// Gives back the memory that only busy times need: heap that is free, and pages of the program and its libraries, which
/// come back from their files when they are used again.
enum MemoryTrim {
    /// A part of the address space, as `/proc/self/smaps` describes it.
    struct Region: Equatable {
        var start: UInt
        var end: UInt
        /// Four characters such as `r-xp`; source: proc(5).
        var rights: String
        var isFile: Bool
        /// Bytes that the file does not hold, because they were written to.
        var writtenKiB = 0

        /// Whether the file holds all that is there, so that nothing is lost when it goes.
        var isWhole: Bool {
            isFile && writtenKiB == 0 && rights.hasPrefix("r") && rights.hasSuffix("p")
                && !rights.contains("w")
        }
    }

    private static let textBytesMax = 8 << 20

    /// Takes some milliseconds.
    static func run() {
        malloc_trim(0)
        // What was written to since it was read is not affected: nobody but the dynamic linker turns such regions into
        // ones that can be written.
        for region in regions(ownMap()) where region.isWhole {
            let start = unsafe UnsafeMutableRawPointer(bitPattern: region.start)
            unsafe madvise(start, Int(region.end - region.start), MADV_DONTNEED)
        }
    }

    private static func ownMap() -> [UInt8] {
        let descriptor = unsafe open("/proc/self/smaps", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while text.count < textBytesMax {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { break }
            text += piece[..<count]
        }
        return text
    }

    /// Reads what proc(5) describes; lines that it does not know are passed over.
    static func regions(_ text: [UInt8]) -> [Region] {
        var regions: [Region] = []
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
                .map { String(decoding: $0, as: UTF8.self) }
            if words.count >= 5, let bounds = bounds(words[0]) {
                regions.append(
                    Region(
                        start: bounds.start, end: bounds.end, rights: words[1],
                        isFile: words[4] != "0"))
            } else if words.first == "Anonymous:", words.count > 1, !regions.isEmpty {
                regions[regions.count - 1].writtenKiB = Int(words[1]) ?? 1
            }
        }
        return regions
    }

    /// `7f00-7f80`, in hexadecimal digits.
    private static func bounds(_ word: String) -> (start: UInt, end: UInt)? {
        let parts = word.split(separator: "-")
        guard parts.count == 2, let start = UInt(parts[0], radix: 16),
            let end = UInt(parts[1], radix: 16), start < end
        else { return nil }
        return (start, end)
    }
}
