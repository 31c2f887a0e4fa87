import HealthModel

/// Writes the records of one type: a line of fixed parts with dates, pointer and value between them.
struct RecordWriter {
    private static let startDate = Array("\" startDate=\"".utf8)
    private static let endDate = Array("\" endDate=\"".utf8)
    private static let value = Array("\" value=\"".utf8)
    private static let quoteEnd = Array("\"/>\n".utf8)
    private static let quoteOpen = Array("\">\n".utf8)

    private let series: Series
    private let options: SyntheticOptions
    private let exportMoment: Int64
    private let words: [[UInt8]]
    /// By source, up to the device's pointer, or up to the creation date when there is no device; empty
    /// until it is needed.
    private var heads: [[UInt8]]
    /// From behind the pointer up to the creation date; empty without a device.
    private var tails: [[UInt8]]
    /// What stands behind the value, by source and note; made when it is first needed.
    private var ends: [Int: [UInt8]] = [:]
    private var span = Int.min
    private var day = CivilDate(dayNumber: 0)
    private let indent: String
    /// Whether records have no metadata unless entered by hand.
    private let isPlain: Bool

    /// - Parameter indent: One blank at top level, two inside another element.
    init(_ series: Series, script: ArchiveScript, indent: String = " ") {
        self.series = series
        options = script.options
        exportMoment = script.exportMoment.seconds
        words = series.words.map { Array($0.utf8) }
        heads = Array(repeating: [], count: SyntheticSource.allCases.count)
        tails = heads
        self.indent = indent
        isPlain = series.note == .none || series.note == .nesting
    }

    /// Must precede the first record of a day.
    mutating func begin(_ day: CivilDate) {
        self.day = day
        let span = SourceCard.span(of: day, options: options)
        guard span != self.span else { return }
        self.span = span
        for index in heads.indices { heads[index] = [] }
    }

    /// Writes one record.
    ///
    /// - Parameter delay: Seconds added to the creation date, for copies that differ in it.
    mutating func write(
        _ sample: SyntheticSample, to xml: inout XMLBytes, pointers: inout PointerSource,
        delay: Int64 = 0
    ) {
        let source = Int(sample.source.rawValue)
        if heads[source].isEmpty { makeFrame(of: sample.source) }
        xml.append(heads[source])
        if !tails[source].isEmpty {
            xml.pointer(pointers.next())
            xml.append(tails[source])
        }
        let lag = Int64(truncatingIfNeeded: sample.fingerprint(of: series.stream) & 511)
        xml.date(min(sample.end + lag + delay, exportMoment))
        xml.append(Self.startDate)
        xml.date(sample.start)
        xml.append(Self.endDate)
        xml.date(sample.end)
        if series.unit != nil {
            xml.append(Self.value)
            xml.decimal(sample.value)
        } else if sample.word >= 0 {
            xml.append(Self.value)
            xml.append(words[Int(sample.word)])
        }
        if !isPlain || sample.source == .manual {
            writeChildren(of: sample, to: &xml)
        } else {
            xml.append(Self.quoteEnd)
        }
    }

    private mutating func makeFrame(of source: SyntheticSource) {
        let card = SourceCard(source, on: day, options: options)
        var head = XMLBytes(offset: 0)
        head.append("\(indent)<Record")
        head.attribute("type", series.type)
        head.attribute("sourceName", card.name)
        if let version = card.version { head.attribute("sourceVersion", version) }
        var tail = XMLBytes(offset: 0)
        if let device = card.device {
            head.append(" device=\"&lt;&lt;HKDevice: 0x")
            tail.append(device)
            tail.append("\"")
        }
        if let unit = series.unit(in: options) { tail.attribute("unit", unit) }
        tail.append(" creationDate=\"")
        let hasDevice = card.device != nil
        heads[Int(source.rawValue)] = hasDevice ? head.bytes : head.bytes + tail.bytes
        tails[Int(source.rawValue)] = hasDevice ? tail.bytes : []
    }

    private mutating func writeChildren(of sample: SyntheticSample, to xml: inout XMLBytes) {
        let key = Int(sample.note) << 8 | Int(sample.source.rawValue)
        guard series.note != .beats else { return xml.append(children(of: sample)) }
        if let end = ends[key] { return xml.append(end) }
        let end = children(of: sample)
        ends[key] = end
        xml.append(end)
    }

    /// From the quote behind the value to the line's end, metadata in between.
    private func children(of sample: SyntheticSample) -> [UInt8] {
        let entry = series.note.entry(for: Int(sample.note), zoneName: options.zone.name)
        let isManual = sample.source == .manual
        guard entry != nil || series.note == .beats || isManual else { return Self.quoteEnd }
        var xml = XMLBytes(offset: 0)
        xml.append(Self.quoteOpen)
        if isManual { WorkoutWriter.entry("HKWasUserEntered", "1", "\(indent) ", to: &xml) }
        if let entry { WorkoutWriter.entry(entry.key, entry.value, "\(indent) ", to: &xml) }
        if series.note == .beats { writeBeats(of: sample, to: &xml) }
        xml.append("\(indent)</Record>\n")
        return xml.bytes
    }

    /// Beats stand in local wall-clock time with that day's rule and a decimal comma, unlike all else.
    private func writeBeats(of sample: SyntheticSample, to xml: inout XMLBytes) {
        var random = SplitMix64(seed: options.seed, stream: UInt64(bitPattern: sample.start))
        let offset = Int64(options.zone.offset(at: Instant(seconds: sample.start)))
        var centiseconds = (sample.start + offset) % 86_400 * 100
        xml.append("  <HeartRateVariabilityMetadataList>\n")
        for _ in 0..<sample.note {
            let rate = random.between(54, 84)
            centiseconds += Int64(6000 / rate + random.between(-4, 4))
            let time = Int(centiseconds / 100 % 86_400)
            let clock = [time / 3600, time / 60 % 60, time % 60].map(XMLBytes.twoDigits)
            let fraction = XMLBytes.twoDigits(Int(centiseconds % 100))
            xml.append(
                "   <InstantaneousBeatsPerMinute bpm=\"\(rate)\" "
                    + "time=\"\(clock.joined(separator: ":")),\(fraction)\"/>\n"
            )
        }
        xml.append("  </HeartRateVariabilityMetadataList>\n")
    }
}
