import HealthPlugin
import HealthTesting
import Testing

struct SourceOrderTests {
    private let watch =
        "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch9,9, software:26.1"

    private func group(
        _ name: String, device: String = "", isManual: Bool = false, preferred: [String] = [],
        own: String? = nil
    ) -> SourceRank.Group {
        SourceOrder(preferred: preferred, own: own)
            .rank(source: 0, name: name, device: device, isManual: isManual).group
    }

    @Test func `by hand, then the list, then Apple's devices, then others`() {
        let table = SourceTable(["Scale", "My Apple\u{a0}Watch", "Band", "Zed"])
        #expect(table.names == ["Band", "My Apple\u{a0}Watch", "Scale", "Zed"])
        let order = SourceOrder(preferred: ["band", "scale"])
        let ranks = [
            order.rank(source: 3, name: "Zed", device: "", isManual: true),
            order.rank(source: 0, name: "Band", device: "", isManual: false),
            order.rank(source: 2, name: "Scale", device: "", isManual: false),
            order.rank(source: 1, name: "My Apple\u{a0}Watch", device: watch, isManual: false),
            order.rank(source: 3, name: "Zed", device: "", isManual: false),
        ]
        #expect(ranks == ranks.sorted())
        #expect(ranks.map(\.source) == [3, 0, 2, 1, 3])
        #expect(ranks.map(\.group) == [.manual, .preferred, .preferred, .apple, .other])
    }

    @Test func `an entry matches name or model, case and kinds of blank set aside`() {
        #expect(group("Anna's Apple\u{a0}Watch", preferred: ["apple watch"]) == .preferred)
        #expect(
            group("X", device: "name:iPhone, model:iPhone", preferred: ["IPHONE"]) == .preferred)
        #expect(group("X", device: watch, preferred: ["Apple Watch"]) == .apple)
        #expect(group("X", device: watch, preferred: ["Watch9"]) == .apple)
        #expect(group("Oura", preferred: ["Our"]) == .preferred)
        #expect(group("Our", preferred: ["Oura"]) == .other)
        #expect(group("Anna's iPhone") == .apple)
        #expect(group("Run", own: "Run") == .own)
    }

    @Test func `a device description is told apart at its known names`() {
        let device = DeviceText("<" + watch + ">")
        #expect(device["hardware"] == "Watch9,9")
        #expect(device["manufacturer"] == "Apple Inc.")
        #expect(device["software"] == "26.1")
        #expect(device["firmware"] == "")
        #expect(DeviceText("")["name"] == "")
        #expect(DeviceText("name:A, B, model:C")["name"] == "A, B")
    }

    @Test func `metadata says what was entered by hand`() {
        #expect(SourceOrder.isManual([("HKWasUserEntered", "1")]))
        #expect(SourceOrder.isManual([("HKMetadataKeyWasUserEntered", "1")]))
        #expect(!SourceOrder.isManual([("HKWasUserEntered", "0"), ("HKTimeZone", "1")]))
    }

    @Test func `names are joined in their order, each once`() {
        var table = SourceTable(["iPhone", "Apple Watch", "", "\u{c9}tape", "iPhone"])
        var set = SourceSet()
        for name in ["iPhone", "\u{c9}tape", "Apple Watch", "", "iPhone"] {
            set.insert(table.index(of: name))
        }
        #expect(table.joined(set) == "Apple Watch|iPhone|\u{c9}tape")
    }

    @Test func `a set of sources holds more than a word of bits`() {
        var set = SourceSet()
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of source sets: \(seed)")
        var random = SeededGenerator(seed: seed)
        let members = (0..<300).map { _ in Int32.random(in: 0..<200, using: &random) }
        for member in members { set.insert(member) }
        var found: [Int32] = []
        set.forEach { found.append($0) }
        #expect(found == Set(members).sorted())
        #expect((0..<200).allSatisfy { set.contains($0) == members.contains($0) })
    }
}
