import HealthTesting
import HealthXML
import Testing

/// Tags that repeat the one before are read by comparing bytes; they must give what each gives alone.
@Suite struct RepetitionTests {
    /// One tag's attributes as text.
    private struct Read: Equatable {
        var attributes: [String] = []
        var needsDecoding: [Bool] = []
        var isRepeated: [Bool] = []
    }

    private func read(_ tags: [String]) throws -> [Read] {
        let bytes = Array(tags.joined(separator: "\n").utf8)
        var tokenizer = XMLTokenizer()
        var position = 0
        var found: [Read] = []
        while true {
            let token = try tokenizer.next(in: bytes.span, at: &position, isLast: true)
            var read = Read()
            switch token {
            case .startTag(_, let isEmpty):
                for attribute in tokenizer.attributes {
                    read.attributes.append(
                        [attribute.name, attribute.value].map {
                            String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
                        }.joined(separator: " = "))
                    read.needsDecoding.append(attribute.needsDecoding)
                    read.isRepeated.append(attribute.isRepeated)
                }
                read.attributes.append(isEmpty ? "/>" : ">")
            case .malformed(let range, let fault): read.attributes = ["\(fault) \(range.count)"]
            case .text(let range, _): read.attributes = ["text \(range.count)"]
            default: return found
            }
            found.append(read)
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `tags like the one before are read like tags alone`(seed: UInt64) throws {
        print("RepetitionTests, seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let pieces = Array("0123456789abcdefgh <>&\"'=/\u{1}ü".unicodeScalars)
        let model = Array(
            """
            <Record type="HKQuantityTypeIdentifierStepCount" sourceName='A watch' unit="count" \
            device="name:it is 0x30fbdfd40, some more" startDate="2031-07-05 14:22:37 +0200" \
            endDate="2031-07-05 14:22:37 +0200" value="17.25"/>
            """.unicodeScalars)
        var tag = model
        var tags: [String] = []
        for _ in 0..<200 {
            if Int.random(in: 0..<12, using: &random) == 0 { tag = model }
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 8..<max(9, tag.count - 2), using: &random)
                let isDigit = Int.random(in: 0..<8, using: &random) > 0
                let new = pieces[Int.random(in: 0..<(isDigit ? 18 : pieces.count), using: &random)]
                guard tag.indices.contains(place) else { continue }
                switch Int.random(in: 0..<24, using: &random) {
                case 0: tag.insert(new, at: place)
                case 1: tag.remove(at: place)
                default: if !isDigit || tag[place].properties.isAlphabetic { tag[place] = new }
                }
            }
            tags.append(String(String.UnicodeScalarView(tag)))
        }
        let together = try read(tags + ["<End/>"]).dropLast()
        // What cannot be read ends where the next tag begins.
        let alone = try tags.flatMap { try read([$0, "<End/>"]).dropLast() }
        try #require(together.count == alone.count)
        var last: Read?
        var repeated = 0
        for (one, other) in zip(together, alone) {
            #expect(one.attributes == other.attributes)
            // It may be marked although there is nothing left to decode, never the other way round.
            #expect(zip(one.needsDecoding, other.needsDecoding).allSatisfy { $0 || !$1 })
            for place in one.isRepeated.indices where one.isRepeated[place] {
                repeated += 1
                #expect(last?.attributes[place] == one.attributes[place])
            }
            if one.isRepeated.count >= 6 { last = one }
        }
        #expect(repeated > 100)
    }
}
