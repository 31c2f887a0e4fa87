import HealthPipeline

extension PluginTemplate {
    var provider: String {
        """
        public import HealthPlugin

        /// \(name.title): one record for each sample.
        public struct \(name.name)Provider: RecordProvider {
            public let descriptor = ProviderDescriptor(
                id: "\(name.id)",
                title: "\(name.title)",
                summary: "What the Health app holds as \(metric.displayName).",
                dataKey: "\(name.dataKey)",
                csvPart: "\(name.name)Data",
                csvFile: "\(name.name)",
                reads: [
                    .type("\(type)"),
                    .document("\(name.dataKey)"),
                ],
                options: [])

            public init() {}

            public func record(
                of sample: StoredSample, in store: any StoreReader
            ) throws -> \(name.name)Record? {
                guard let qty = sample.number else { return nil }
                return \(name.name)Record(
                    start: sample.start, qty: qty, units: try store.unitName(sample.unit),
                    source: try store.source(of: sample))
            }
        }

        """
    }

    var record: String {
        """
        public import HealthPlugin

        /// One entry, as it is written and read.
        public struct \(name.name)Record: WireRecord {
            public static let columns = ["Start", "\(name.title)", "Unit", "Source"]
            public static let keyColumns = ["Start", "\(name.title)"]

            public var start: Instant
            var qty: Double
            var units: String
            public var source: String?
            /// Keys of a payload that nobody here knows; they are written again.
            var unknown: [JSONValue.Member] = []

            public var end: Instant? { nil }

            public var identity: String {
                [start.rfc3339, "\\(qty)", units].joined(separator: "\\n")
            }

            public mutating func absorb(_ other: \(name.name)Record) {
                source = source ?? other.source
                unknown = unknown.merged(with: other.unknown)
            }
        }

        extension \(name.name)Record {
            public init(_ fields: inout ItemFields) throws(ItemError) {
                start = try fields.date("start")
                qty = try fields.number("qty")
                units = try fields.textIfPresent("units") ?? ""
                source = try fields.textIfPresent("source")
                unknown = fields.rest
            }

            public init(_ row: CSVRow) throws(ItemError) {
                start = try row.date("Start")
                guard let qty = try row.numberIfPresent("\(name.title)") else {
                    throw ItemError(key: "\(name.title)", "is missing")
                }
                self.qty = qty
                units = row.textIfPresent("Unit") ?? ""
                source = row.textIfPresent("Source")
            }

            public func write(
                to json: inout JSONWriter, as form: RecordForm, _ dates: inout DateWriter
            ) {
                json.object {
                    $0.date("start", start, &dates)
                    $0.number("qty", qty)
                    $0.string("units", units)
                    $0.string("source", source)
                    $0.members(unknown)
                }
            }

            public func write(to csv: inout CSVWriter, _ dates: inout DateWriter) {
                csv.cell(start, &dates)
                csv.cell(qty)
                csv.cell(units)
                csv.cell(source ?? "")
            }
        }

        """
    }
}
