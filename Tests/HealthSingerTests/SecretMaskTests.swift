import Testing

@testable import HealthSinger

@Suite struct SecretMaskTests {
    private func clean(_ text: String, hiding secrets: [String], isCut: Bool = false) -> String {
        SecretMask(hiding: secrets).clean(Array(text.utf8), isCut: isCut, bytesMax: 200)
    }

    @Test func `secrets go in every spelling that a program may print`() {
        let secrets = ["s3cret/\"value"]
        #expect(clean("a s3cret/\"value b", hiding: secrets) == "a [secret] b")
        #expect(clean("{\"t\":\"s3cret/\\\"value\"}", hiding: secrets) == "{\"t\":\"[secret]\"}")
        #expect(clean("?t=s3cret%2F%22value&x", hiding: secrets) == "?t=[secret]&x")
    }

    @Test func `the longest secret goes first, and a short one is left alone`() {
        #expect(
            clean("abcdef abcd ab", hiding: ["abcd", "abcdef", "ab"]) == "[secret] [secret] ab")
    }

    @Test func `a secret that may begin at the cut end is dropped with it`() {
        #expect(clean("0123456789secr", hiding: ["secret"], isCut: true) == "01234567")
    }

    @Test func `control characters do not reach a terminal`() {
        #expect(clean("a\u{1b}[31mb\u{202e}c", hiding: []) == "a [31mb c")
    }
}
