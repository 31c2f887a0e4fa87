import HealthConfig
import HealthModel
import Testing

/// Files that are not a configuration at all.
@Suite struct BadInputTests {
    private func printed(about bytes: [UInt8]) -> String {
        do {
            _ = try ConfigReader(vocabulary: vocabulary, environment: [:])
                .read(bytes, name: "hae.yaml", directory: "/home/me")
            return ""
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        "", "\n\n", "# only a comment\n", "---\n", "--- {}\n...\n", "\u{FEFF}units: us\n", "~",
    ])
    func `an empty file means defaults`(text: String) {
        #expect(mistakes(in: text) == "")
    }

    @Test func `bytes that are not UTF-8 are named with their place`() {
        #expect(
            printed(about: Array("units: us\nspool: ".utf8) + [0xE4, 0x0A])
                == "hae.yaml: byte 17, in line 2, is not UTF-8; save the file as UTF-8")
    }

    @Test func `UTF-16 is not UTF-8`() {
        #expect(
            printed(about: [0xFF, 0xFE, 0x61, 0x00])
                == "hae.yaml: byte 0, in line 1, is not UTF-8; save the file as UTF-8")
    }

    @Test func `a control character is named with its place`() {
        #expect(
            mistakes(in: "units: us\r\nspool: a\u{1}b\n")
                == "hae.yaml:2:9: the character U+0001 is not allowed in YAML; remove it")
    }

    @Test func `a large file is the wrong file`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: 1_048_577)
        #expect(
            printed(about: bytes)
                == "hae.yaml: the file has 1048577 bytes; a configuration may have 1048576; is this the right file?"
        )
    }

    @Test func `broken YAML shows where`() {
        #expect(
            mistakes(in: "units: us\nspool: a: b\n") == """
                hae.yaml:2:9: not valid YAML: mapping values are not allowed in this context
                spool: a: b
                        ^
                """)
    }

    @Test func `tabs for indentation are explained`() {
        #expect(
            mistakes(in: "quota:\n\tmin_free: 1GiB\n") == """
                hae.yaml:2:1: not valid YAML: while scanning for the next token: found character that cannot start any token
                 min_free: 1GiB
                ^
                  Indent with spaces; YAML does not allow tabs here.
                """)
    }

    @Test func `broken YAML shows no secret`() {
        let text = mistakes(in: "a:\n  Authorization: Bearer s3cr3t: x\n")
        #expect(!text.contains("s3cr3t"), "\(text)")
        #expect(text.contains("\n  Authorization…\n"), "\(text)")
    }

    @Test func `two documents are one too many`() {
        #expect(
            mistakes(in: "units: us\n---\nunits: us\n") == """
                hae.yaml:2:1: not valid YAML: expected a single document in the stream: but found another document
                ---
                ^
                """)
    }

    @Test func `a list is not a configuration`() {
        #expect(
            mistakes(in: "- a\n- b\n") == """
                hae.yaml:1:1: the configuration must be a mapping with keys such as timezone:
                - a
                ^
                """)
    }

    @Test func `aliases stand for what they refer to`() throws {
        let text = """
            automations:
              - { name: A, url: https://a.example, data_type: symptoms, headers: &common { X-From: "a * b" } }
              - { name: "*B", url: https://a.example, data_type: symptoms, headers: *common }
            """
        let config = try read(text)
        #expect(config.automations.map(\.name) == ["A", "*B"])
        #expect(
            config.automations.map(\.delivery.headers.first?.value.display) == ["a * b", "a * b"])
    }

    @Test func `an alias without anchor is an error, and so is one as a key`() {
        #expect(
            mistakes(in: "spool: *nowhere\n") == """
                hae.yaml:1:8: "*nowhere" refers to an anchor that does not stand above it; put text that begins \
                with * in quotes
                spool: *nowhere
                       ^
                """)
        #expect(
            mistakes(in: "spool: &a b\n*a : c\n") == """
                hae.yaml:2:1: a key must be plain text, not a list, a mapping or an alias
                *a : c
                ^
                """)
    }

    @Test func `a thousand million laughs end early`() {
        var text = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"
        for level in 1...60 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(
            mistakes(in: text).hasPrefix(
                "hae.yaml:5:5: with all aliases written out this has more than 50000 values; use fewer aliases\n"
            ))
        #expect(mistakes(in: text + "? *a60\n: 1\n").hasPrefix("hae.yaml:5:5: with all aliases"))
    }

    @Test(arguments: ["[", "{a: ", "- "]) func `deep nesting ends early`(opening: String) {
        let text = mistakes(in: "spool: \n  " + String(repeating: opening, count: 20_000))
        #expect(text.hasPrefix("hae.yaml:"), "\(text.prefix(200))")
    }

    @Test func `tags have no meaning`() {
        #expect(
            mistakes(in: "spool: !!binary aGFl\n") == """
                hae.yaml:1:8: tags such as tag:yaml.org,2002:binary have no meaning here; remove it
                spool: !!binary aGFl
                       ^
                """)
    }

    @Test func `random damage never crashes and always says where`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        let whole = Array(automation("headers: { A: \"b\", C: 'd' }\nnotify: [when_run]\n").utf8)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0...(random.next() % 3) {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8(random.next() % 96) + 32, at: index)
                }
            }
            let text = printed(about: bytes)
            #expect(text.isEmpty || text.hasPrefix("hae.yaml:"), "seed \(seed): \(text)")
        }
    }
}

/// Steele, Lea and Flood's generator; small, and the same on every machine.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
