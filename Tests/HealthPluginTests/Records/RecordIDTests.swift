import HealthPlugin
import Testing

@testable import HealthPlugin

@Suite struct RecordIDTests {
    /// The examples of section 1.5 of the wire format.
    @Test(arguments: [
        (
            [
                "workout", "HKWorkoutActivityTypeRunning", "2026-03-10T18:00:00Z",
                "2026-03-10T18:45:00Z", "Apple Watch",
            ], "16FC86FD-B11F-58C1-85FB-82CD16643C3B"
        ),
        (
            [
                "stateOfMind", "2026-01-09T14:34:06Z", "2026-01-09T14:34:06Z",
                "momentary_emotion",
            ], "57697FDD-9578-5BE0-8940-EDB3B1B8B490"
        ),
        (["automation", "My Backend API"], "63C89245-980E-5515-8F96-49BC63FE9DE6"),
    ])
    func `an id is made from what it names`(fields: [String], id: String) {
        #expect(RecordID.derived(fields) == id)
    }

    /// RFC 3174, section 7.3, and the lengths around a block's end.
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
        (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    ])
    func `a digest is that of the standard`(text: String, digest: String) {
        var hex = ""
        for byte in SHA1.digest(of: Array(text.utf8)) {
            if byte < 16 { hex += "0" }
            hex += String(byte, radix: 16)
        }
        #expect(hex == digest)
    }

    @Test func `words have two spellings`() {
        #expect(RecordWords.slug("Self Care") == "self_care")
        #expect(RecordWords.title("self_care") == "Self Care")
        #expect(RecordWords.title("") == "")
        #expect(
            RecordWords.english("RapidPoundingOrFlutteringHeartbeat")
                == "Rapid Pounding or Fluttering Heartbeat")
    }
}
