import HealthPlugin

/// Steps of a day; reads nothing back.
struct DailyProvider: Provider {
    /// Whether a day is summed as a whole, wherever the range begins and ends.
    let isWhole: Bool

    let descriptor = ProviderDescriptor(
        id: "daily", title: "Daily", summary: "Steps of a day.", dataKey: "daily",
        csvPart: "DailyData", csvFile: "Daily",
        reads: [.type("HKQuantityTypeIdentifierStepCount")],
        options: [
            OptionDeclaration(
                key: "rounding", kind: .word(allowed: ["none", "tens"]), default: .word("none"),
                summary: "how sums are rounded")
        ])

    func streams(
        for settings: ExportSettings, in store: any StoreReader
    ) throws -> [ExportStream] {
        [ExportStream(id: descriptor.id, reads: descriptor.reads)]
    }

    func export(
        _ request: ExportRequest, from store: any StoreReader, into sink: any RecordSink
    ) throws {
        let zone = request.settings.zone
        let cutter = WindowCutter(zone: zone) { day(of: $0.start, zone) }
        try cutter.forEachWindow(
            of: request.selections[0], types: descriptor.types, in: store
        ) { window in
            var range = window.range
            if isWhole, range.lowerBound > .distantPast, range.upperBound < .distantFuture {
                let last = range.upperBound.advanced(bySeconds: -1)
                range = day(of: range.lowerBound, zone).lowerBound..<day(of: last, zone).upperBound
            }
            var sum: (day: Range<Instant>, value: Double)?
            try store.samples(SampleQuery(types: descriptor.types, .starting, range)) { sample in
                let day = day(of: sample.start, zone)
                if let known = sum, known.day != day {
                    try write(known, window, request.settings, sink)
                    sum = nil
                }
                let number = sample.number.map { abs($0) < 1e300 ? $0 : 0 } ?? 0
                sum = (day, (sum?.value ?? 0) + number)
            }
            if let sum { try write(sum, window, request.settings, sink) }
        }
    }

    func writeHeader(
        for streams: [ExportStream], settings: ExportSettings, to csv: inout CSVWriter
    ) {
        for column in ["Date", "Steps"] { csv.cell(column) }
        csv.endRow()
    }

    func aggregation(for settings: ExportSettings) -> String { "Days" }

    private func day(of instant: Instant, _ zone: ZoneTable) -> Range<Instant> {
        let date = zone.date(of: instant)
        return zone.start(of: date)..<zone.start(of: date.advanced(byDays: 1))
    }

    private func write(
        _ sum: (day: Range<Instant>, value: Double), _ window: SelectionWindow,
        _ settings: ExportSettings, _ sink: any RecordSink
    ) throws {
        let isRounded = settings.options["rounding"]?.word == "tens"
        let value = isRounded ? (sum.value / 10).rounded() * 10 : sum.value
        let (date, touched) = (sum.day.lowerBound, window.isTouched(sum.day))
        var dates = DateWriter(zone: settings.zone)
        switch settings.format {
        case .json:
            try sink.record(stream: 0, date: date, touched: touched) { json in
                json.object {
                    $0.date("date", date, &dates)
                    $0.number("qty", value)
                }
            }
        case .csv:
            try sink.row(stream: 0, date: date, touched: touched) { csv in
                csv.cell(date, &dates)
                csv.cell(value)
                csv.endRow()
            }
        }
    }
}
