import HealthModel
import Testing

@testable import HealthSender

@Suite struct HeaderRulesTests {
    @Test func `user headers come last and win, without regard to case`() {
        let merged = HeaderRules.merge(
            frozen: [HeaderField("Content-Type", "a"), HeaderField("session-id", "b")],
            user: [HeaderField("content-TYPE", "c"), HeaderField("X", "d")],
            keys: ["content-type", "x"])
        #expect(
            merged == [
                HeaderField("session-id", "b"), HeaderField("content-TYPE", "c"),
                HeaderField("X", "d"),
            ])
    }

    @Test func `user headers without a value are ignored, even with a forbidden name`() throws {
        let checked = try HeaderRules.checked(
            user: [HeaderField("A", ""), HeaderField("Host", " \t"), HeaderField("B", " b ")])
        #expect(checked == [HeaderField("B", "b")])
    }

    @Test(arguments: [
        "Host", "content-length", "Content-Encoding", "TRANSFER-encoding", "Connection",
    ])
    func `names that only the sender sets are refused`(name: String) {
        let error = #expect(throws: EndpointError.self) {
            try HeaderRules.checked(user: [HeaderField(name, "x")])
        }
        #expect(error?.kind == .forbiddenHeader)
        #expect(error?.exitStatus == .configuration)
    }

    @Test(arguments: ["a\r\nX: y", "a\n", "\ra", "a\u{0}b", "a\tb", "a\u{1B}", "a\u{7F}"])
    func `values that could end the line are refused, and not quoted`(value: String) {
        let headers = [HeaderField("key", value)]
        let errors = [
            #expect(throws: EndpointError.self) { try HeaderRules.checked(user: headers) },
            #expect(throws: EndpointError.self) { try HeaderRules.checked(frozen: headers) },
        ]
        #expect(errors.map { $0?.kind } == [.headerValue, .headerValue])
        #expect(errors.allSatisfy { $0?.description.contains(value) == false })
    }

    @Test(arguments: ["", "a b", "a:", "ä", "a\r\n", "(a)"])
    func `names that are no tokens are refused`(name: String) {
        let headers = [HeaderField(name, "x")]
        let errors = [
            #expect(throws: EndpointError.self) { try HeaderRules.checked(user: headers) },
            #expect(throws: EndpointError.self) { try HeaderRules.checked(frozen: headers) },
        ]
        #expect(errors.map { $0?.kind } == [.headerName, .headerName])
    }

    @Test func `raw bytes from 0x80 are the user's alone`() throws {
        #expect(try HeaderRules.checked(user: [HeaderField("A", "ü")]).count == 1)
        #expect(throws: EndpointError.self) {
            try HeaderRules.checked(frozen: [HeaderField("automation-name", "ü")])
        }
    }

    @Test(arguments: [
        ("Authorization", true), ("api-key", true), ("X-Auth-Token", true), ("client-secret", true),
        ("COOKIE", true), ("apikey", true), ("Idempotency-Key", false), ("Monkey", false),
        ("X", false),
    ])
    func `names that say secret`(name: String, isSecret: Bool) {
        #expect(HeaderField(name, "x").namesSecret == isSecret)
    }
}
