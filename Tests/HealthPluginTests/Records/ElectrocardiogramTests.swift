import HealthPlugin
import Testing

@Suite struct ElectrocardiogramTests {
    @Test func `a recording's header reads back as written`() throws {
        let header = Electrocardiogram(
            classification: "洞調律", averageHeartRate: 63.5, samplingFrequency: 512.844,
            unit: "µV",
            lines: [.init(label: "Name", text: ""), .init(label: "Device", text: "Watch9,9")])
        var json = JSONWriter()
        header.node.write(to: &json)
        #expect(Electrocardiogram(try ArchiveNode(json: json.bytes)) == header)
    }

    @Test func `a node without a frequency is no recording`() {
        #expect(Electrocardiogram(ArchiveNode(name: "ECG")) == nil)
        let zero = ArchiveNode(
            name: "ECG", attributes: [.init(name: "samplingFrequency", value: "0")])
        #expect(Electrocardiogram(zero) == nil)
    }

    @Test func `numbers are packed little-endian`() {
        let series = NumberSeries.series("voltages", [1, -0.5])
        #expect(series.count == 2)
        #expect(series.bytes == [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0xe0, 0xbf])
    }
}
