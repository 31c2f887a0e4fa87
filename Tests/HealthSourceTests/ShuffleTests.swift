import HealthSource
import HealthTesting
import Testing

/// The fast path against the slow one: what stands in a row must not depend on order, neighbours or windows.
@Suite struct ShuffleTests {
    /// Attributes of random records as phones write them, in their usual order.
    private func attributes(_ random: inout SeededGenerator) -> [String] {
        let isWatch = random.next() % 3 > 0
        let pointer = String(random.next() % 100_000, radix: 16)
        var list = [
            "type=\"\(["HKQuantityTypeIdentifierStepCount", "HKQuantityTypeIdentifierHeartRate", "HKCategoryTypeIdentifierAppleStandHour"][Int(random.next() % 8 / 3)])\"",
            "sourceName=\"\(isWatch ? "Sam\u{2019}s Apple\u{a0}Watch" : "Example Phone")\"",
        ]
        if random.next() % 4 > 0 { list.append("sourceVersion=\"1\(random.next() % 3)\"") }
        if random.next() % 4 > 0 {
            list.append(
                "device=\"&lt;&lt;HKDevice: 0x\(pointer)&gt;, name:\(isWatch ? "W" : "P"), hardware:X\(random.next() % 2),1&gt;\""
            )
        }
        if random.next() % 4 > 0 {
            list.append("unit=\"\(random.next() % 2 == 0 ? "count" : "count/min")\"")
        }
        let minute = 10 + random.next() % 40
        list.append("creationDate=\"2031-07-05 11:\(minute):00 +0200\"")
        list.append(
            "startDate=\"2031-07-0\(1 + random.next() % 3) 10:\(minute):0\(random.next() % 10) +0200\""
        )
        list.append("endDate=\"2031-07-05 10:\(minute + 5):00 +0\(random.next() % 2 + 1)00\"")
        switch random.next() % 5 {
        case 0: list.append("value=\"HKCategoryValueAppleStandHourStood\"")
        case 1: break
        default: list.append("value=\"\(random.next() % 12)\(random.next() % 2 == 0 ? "" : ".5")\"")
        }
        return list
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `shuffled attributes give the same rows as the usual order`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let records = (0..<2000).map { _ in attributes(&random) }
        func xml(_ records: [[String]]) -> String {
            export(
                records.map { " <Record \($0.joined(separator: " "))/>" }.joined(separator: "\n"))
        }
        let usual = try read(xml(records))
        let shuffled = try read(xml(records.map { $0.shuffled(using: &random) }))
        #expect(usual.sink.rows.count == 2000)
        #expect(shuffled.sink.rows == usual.sink.rows, "seed \(seed)")
        #expect(shuffled.report.counts == usual.report.counts, "seed \(seed)")
        // Alone in its file, no record can lean on the one before.
        for (record, row) in zip(records, usual.sink.rows).prefix(50) {
            #expect(try read(xml([record])).sink.rows == [row], "seed \(seed)")
        }
    }
}
