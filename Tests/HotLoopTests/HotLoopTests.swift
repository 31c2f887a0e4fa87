import CAllocationCount
import HealthEncoding
import HealthModel
import HealthPlugin
@testable import HealthSource
import HealthXML
import Testing

/// The loops that every record passes ask for no memory of their own: what they need grows with batches, buckets
/// and texts. Counts do not depend on the machine, so a copy that slips into a loop is found here and not in a bench.
@Suite(.enabled(if: hae_counts_allocations(), "allocations are counted with glibc, unsanitized"))
struct HotLoopTests {
    private static let count = 4096
    /// Where the optimizer has a say: unoptimized code allocates for what it would keep in registers.
    #if DEBUG
        private static let allowed = 16 * count
    #else
        private static let allowed = count / 8
    #endif
    private static let start = Instant(seconds: 1_700_000_000)

    /// How often `body` asks for memory, once it has done everything before.
    private func allocations(_ body: () throws -> Void) rethrows -> Int {
        try body()
        let before = hae_allocations()
        try body()
        return Int(hae_allocations() - before)
    }

    /// Records as a watch writes them, each with another device pointer and a metadata entry now and then.
    private static let xml: [UInt8] = {
        var text = "<?xml version=\"1.0\"?>\n<HealthData locale=\"en_GB\">\n"
        for number in 0..<count {
            let (hour, minute) = (10 + number % 10, 10 + number / 60 % 50)
            let time = "2031-07-05 \(hour):\(minute):\(10 + number % 50) +0200"
            let pointer = String(number, radix: 16)
            text += " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\""
            text += " device=\"&lt;&lt;HKDevice: 0x\(pointer)&gt;, name:W, hardware:Watch7,1&gt;\""
            text += " unit=\"count/min\" creationDate=\"\(time)\""
            text += " startDate=\"\(time)\" endDate=\"\(time)\" value=\"\(50 + number % 90).5\""
            guard number % 4 == 0 else {
                text += "/>\n"
                continue
            }
            text += ">\n  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"1\"/>"
            text += "\n </Record>\n"
        }
        return Array((text + "</HealthData>\n").utf8)
    }()

    @Test func `cutting XML into tags takes no memory`() throws {
        let count = try allocations {
            var tokenizer = XMLTokenizer()
            var position = 0
            var tags = 0
            reading: while true {
                switch try tokenizer.next(in: Self.xml.span, at: &position, isLast: true) {
                case .startTag: tags += 1
                case .end: break reading
                case .cut, .needsMore, .malformed: Issue.record("the input is whole")
                case .endTag, .text, .doctype: continue
                }
            }
            #expect(tags == Self.count + Self.count / 4 + 1)
        }
        // The two lists of attributes.
        #expect(count < Self.count / 64, "\(count) times for \(Self.count) records")
    }

    private final class Drain: ImportSink {
        var rows = 0
        func add(_ batch: SampleBatch) { rows += batch.rows.count }
        func add(_ document: Document) {}
        func add(_ reject: Reject) {}
    }

    @Test func `making rows of records takes memory by the batch`() throws {
        let count = try allocations {
            let sink = Drain()
            var parser = ExportParser(
                archive: "export.zip", file: "export.xml", sink: sink, limits: ReadLimits())
            _ = try parser.consume(Self.xml.span, at: 0, isLast: true)
            _ = try parser.finish()
            #expect(sink.rows == Self.count)
        }
        #expect(count < Self.allowed, "\(count) times for \(Self.count) records")
    }

    @Test func `writing points takes no memory once the buffer is there`() {
        var json = JSONWriter()
        var dates = DateWriter(zone: .utc)
        let count = allocations {
            json.removeAll()
            for number in 0..<Self.count {
                json.object {
                    $0.key("date")
                    $0.date(Self.start.advanced(bySeconds: Int64(number) * 60), &dates)
                    $0.key("qty")
                    $0.number(Double(number) * 0.25)
                    $0.key("source")
                    $0.string("A watch on somebody")
                }
            }
        }
        #expect(count < Self.count / 64, "\(count) times for \(Self.count) points")
    }

    @Test(arguments: [StatisticsRule.sum, .average])
    func `statistics take memory by the bucket`(rule: StatisticsRule) {
        let buckets = Buckets(zone: .utc, grouping: .days, weekStart: .monday)
        let range = Self.start..<Self.start.advanced(bySeconds: Int64(Self.count) * 60)
        var points = 0
        let count = allocations {
            var statistics = MetricStatistics(
                rule: rule, plan: BucketPlan(buckets, covering: range))
            for number in 0..<Self.count {
                let start = Self.start.advanced(bySeconds: Int64(number) * 60)
                // Two sources that measure at once.
                for source in Int32(0)..<2 {
                    statistics.add(
                        RankedSample(
                            start: start, end: start.advanced(bySeconds: 60), value: 1.5,
                            rank: SourceRank(group: .apple, source: source))
                    ) { _ in points += 1 }
                }
            }
            statistics.finish { _ in points += 1 }
        }
        #expect(points > 0)
        #expect(count < Self.allowed, "\(count) times for \(Self.count) samples of each source")
    }
}
