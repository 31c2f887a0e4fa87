extension ZoneTable {
    /// The largest file that is looked at; real ones have at most a few kilobytes.
    static let fileBytesMax = 256 * 1024

    /// Reads a zone file of version 1, 2, 3 or 4 (RFC 9636). O(size).
    ///
    /// - Throws: ``ZoneTableError`` when the bytes are not a whole and consistent zone file, when it counts leap
    ///   seconds (`right/…`), or when its rule for later years does not parse.
    public init(name: String, tzif bytes: [UInt8]) throws {
        var file = ZoneFile(bytes: bytes)
        let content: ZoneFile.Content
        do {
            content = try file.read()
        } catch {
            throw ZoneTableError(zone: name, reason: error.reason)
        }
        var builder = SpanBuilder(first: content.firstOffset)
        for transition in content.transitions { builder.append(transition) }
        var cycle: Range<Int64>?
        if let rule = content.rule {
            cycle = builder.expand(rule)
        }
        self.init(name: name, starts: builder.starts, offsets: builder.offsets, cycle: cycle)
    }
}

/// A change of offset.
struct ZoneTransition: Hashable, Sendable {
    var at: Int64
    /// The offset from then on.
    var offset: Int32
}

/// Collects spans in order; drops changes that change nothing.
private struct SpanBuilder {
    var starts: [Int64]
    var offsets: [Int32]

    init(first: Int32) {
        starts = [-ZoneSpan.unlimited]
        offsets = [first]
    }

    mutating func append(_ transition: ZoneTransition) {
        if transition.at <= -ZoneTable.instantMax {
            // The "big bang" of some files: its offset simply holds from the beginning.
            offsets[0] = transition.offset
        } else if transition.offset != offsets[offsets.count - 1] {
            starts.append(transition.at)
            offsets.append(transition.offset)
        }
    }

    /// Writes out the rule behind the last transition; the result is the 400 years that repeat.
    mutating func expand(_ rule: ZoneRule) -> Range<Int64>? {
        let last = starts.count > 1 ? starts[starts.count - 1] : -ZoneSpan.unlimited
        guard rule.daylight != nil else {
            if last == -ZoneSpan.unlimited { offsets[0] = rule.standard }
            return nil
        }
        let lastDate = ZoneTable.date(local: max(last, 0))
        let year = lastDate.components.year
        // Two years more on both sides than the cycle, so that no span of it is cut.
        let years = year...(year + 403)
        var transitions = years.flatMap { rule.transitions(inYear: $0) }
        // Of two changes at one instant (daylight saving all the year round) the later one holds.
        transitions.sort { ($0.at, $0.rank) < ($1.at, $1.rank) }
        for (index, transition) in transitions.enumerated() where transition.at > last {
            if index + 1 < transitions.count, transitions[index + 1].at == transition.at {
                continue
            }
            append(ZoneTransition(at: transition.at, offset: transition.offset))
        }
        let start = Int64(CivilDate.dayNumber(year: year + 2, month: 1, day: 1)) * 86_400
        return start..<(start + ZoneTable.cycleLength)
    }
}
