import HealthPlugin

/// Passes records on, and spoils them on the way.
final class FaultySink: RecordSink {
    private let fault: Fault
    private let sink: any RecordSink
    private let call: Int
    private var count = 0
    private var last: CivilDate?
    private var held: [(Int, Instant, Bool, JSONWriter)] = []

    init(_ fault: Fault, around sink: any RecordSink, call: Int) {
        (self.fault, self.sink, self.call) = (fault, sink, call)
    }

    func record(
        stream: Int, date: Instant, touched: Bool, _ write: (inout JSONWriter) throws -> Void
    ) throws {
        count += 1
        switch fault {
        case .`another key than the examples have`:
            try sink.record(stream: stream, date: date, touched: touched) { json in
                json.object { $0.string("when", date.rfc3339) }
            }
        case .`a record that is half a value`:
            try sink.record(stream: stream, date: date, touched: touched) { $0.beginObject() }
        case .`dates that fall`, .`everything in memory`, .`another order every time`:
            var json = JSONWriter()
            try write(&json)
            held.append((stream, date, touched, json))
        case .`nothing marked as touched`:
            try sink.record(stream: stream, date: date, touched: false, write)
        case .`days that are not whole`:
            if touched { try sink.record(stream: stream, date: date, touched: true, write) }
        case .`an error for an odd amount`:
            var json = JSONWriter()
            try write(&json)
            let amount = try JSONParser.parse(json.bytes)["qty"]?.number ?? 0
            if amount.magnitude > 1e100 { throw ItemError(key: "qty", "is too large") }
            try sink.record(stream: stream, date: date, touched: touched, write)
        case .`records that swell`:
            try sink.record(stream: stream, date: date, touched: touched) { json in
                try json.array { for _ in 0..<8 { try write(&$0) } }
            }
        default: try sink.record(stream: stream, date: date, touched: touched, write)
        }
    }

    func row(
        stream: Int, date: Instant, touched: Bool, _ write: (inout CSVWriter) throws -> Void
    ) throws {
        count += 1
        switch fault {
        case .`a row without its last cell`:
            try sink.row(stream: stream, date: date, touched: touched) { csv in
                csv.cell(date.rfc3339)
                csv.endRow()
            }
        case .`every tenth row left out`:
            if count % 10 > 0 { try sink.row(stream: stream, date: date, touched: touched, write) }
        case .`an hour of difference in CSV`:
            let later = date.advanced(bySeconds: 3_600)
            try sink.row(stream: stream, date: later, touched: touched, write)
        case .`infinity in a cell`:
            try sink.row(stream: stream, date: date, touched: touched) { csv in
                for cell in [date.rfc3339, "inf", "", ""] { csv.cell(cell) }
                csv.endRow()
            }
        default: try sink.row(stream: stream, date: date, touched: touched, write)
        }
    }

    func warning(_ code: String, _ phrase: String) {
        sink.warning(code, phrase)
    }

    /// Writes what was held back.
    func finish() throws {
        if fault == .`dates that fall` || fault == .`another order every time` && call % 2 == 0 {
            held.reverse()
        }
        for (stream, date, touched, json) in held {
            try sink.record(stream: stream, date: date, touched: touched) { $0.raw(json.bytes) }
        }
    }
}
