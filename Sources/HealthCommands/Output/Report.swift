import HealthPipeline

/// What a command has to say: one document for programs, lines for people.
///
/// The two are made from the same values and laid out apart, so that fields can be added to the one without
/// widening the other.
protocol Report {
    /// Writes the members of the document; the renderer has opened the object and written `schema`.
    func writeMembers(to json: inout JSONWriter)

    /// The document's name and version, for example `hae.import/1`.
    static var schema: String { get }

    /// Lines for a person, without line ends.
    var lines: [String] { get }
}

extension Report {
    /// The document, with a line end.
    var document: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("schema", Self.schema)
            writeMembers(to: &$0)
        }
        json.bytes.append(UInt8(ascii: "\n"))
        return json.bytes
    }

    /// Prints to standard output, which is for data only.
    func print(json asJSON: Bool) {
        if asJSON {
            Terminal.write(document, to: .output)
        } else {
            for line in lines { Terminal.write(Array((line + "\n").utf8), to: .output) }
        }
    }
}
