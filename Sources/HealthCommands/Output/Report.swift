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
    /// Prints to standard output, which is for data only.
    func print(json asJSON: Bool) {
        if asJSON {
            var json = JSONWriter()
            json.object {
                $0.key("schema")
                $0.string(Self.schema)
                writeMembers(to: &$0)
            }
            json.bytes.append(UInt8(ascii: "\n"))
            Terminal.write(json.bytes, to: .output)
        } else {
            for line in lines { Terminal.write(Array((line + "\n").utf8), to: .output) }
        }
    }
}
