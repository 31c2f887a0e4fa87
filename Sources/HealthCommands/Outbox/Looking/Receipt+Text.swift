import HealthPipeline

extension Receipt {
    static let columns: [(title: String, alignment: Table.Alignment)] = [
        ("ID", .left), ("AUTOMATION", .left), ("RUN", .left), ("PART", .left), ("OUTCOME", .left),
        ("AT", .left), ("TRIES", .right), ("BYTES", .right), ("DUP?", .left), ("DIGEST", .left),
    ]

    /// The digest in lower-case hexadecimal.
    var digestText: String {
        bodyDigest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    func cells(name: String) -> [String] {
        [
            id.short, name, run.short, part, outcome.rawValue, at.rfc3339, String(attempts),
            Humanize.bytes(bytes), maybeDuplicate ? "maybe" : "no",
            String(digestText.prefix(12)),
        ]
    }

    func writeMembers(to json: inout JSONWriter, name: String) {
        json.member("id", id)
        json.member("automation", name)
        json.member("run", run)
        json.member("part", part)
        json.member("lane", lane)
        json.member("outcome", outcome.rawValue)
        json.member("at", at)
        json.member("created", createdAt)
        json.member("attempts", attempts)
        json.member("maybe_duplicate", maybeDuplicate)
        json.member("bytes", bytes)
        json.member("records", records)
        json.member("sha256", digestText)
        json.member("status", status)
        json.member("reason", reason)
    }
}
