import HealthModel
import Testing

@testable import HealthSender

@Suite struct RedactorTests {
    @Test(arguments: [
        ("x s3/cr\"et y", "x [secret] y"), ("s3%2Fcr%22et", "[secret]"),
        ("s3%2fcr%22et", "[secret]"),
        (#""s3/cr\"et""#, #""[secret]""#), (#"s3\/cr\"et"#, "[secret]"),
        ("czMvY3IiZXQ=", "[secret]"),
        ("s3/cr", "s3/cr"), ("s3/cr\"ets3/cr\"et", "[secret][secret]"),
    ])
    func `a secret is hidden in every usual spelling`(text: String, shown: String) {
        #expect(Redactor(hiding: ["s3/cr\"et", ""]).clean(text) == shown)
    }

    @Test func `a secret that is cut off at the end of what was kept is dropped`() {
        let secret = "0123456789"
        let kept = Array((String(repeating: secret, count: 20) + "01234").utf8)
        let shown = Redactor(hiding: [secret]).clean(kept, isCut: true)
        #expect(shown.split(separator: "[secret]").isEmpty)
    }

    @Test func `at most 1 KiB leaves`() {
        let text = String(repeating: "ü", count: 5000)
        #expect(Redactor(hiding: []).clean(text).utf8.count == 1024)
    }

    @Test func `control and format characters and broken UTF-8 do not reach a terminal`() {
        let bytes: [UInt8] = Array("a\u{1B}[2Jb\u{202E}c\n".utf8) + [0xff]
        #expect(Redactor(hiding: []).clean(bytes) == "a [2Jb c \u{FFFD}")
    }

    @Test func `of a bearer token both the value and the token are hidden`() {
        let endpoint = Endpoint(
            url: "http://a.example/", headers: [HeaderField("Authorization", "Bearer t0ken")])
        #expect(endpoint.hiddenTexts == ["Bearer t0ken", "t0ken"])
        #expect(
            Redactor(hiding: endpoint.hiddenTexts).clean("Bearer t0ken / t0ken")
                == "[secret] / [secret]")
    }
}
