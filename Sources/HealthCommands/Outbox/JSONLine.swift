import HealthPipeline

/// One JSON object on a line of its own, for programs that read as it comes.
enum JSONLine {
    static func print(_ schema: String, _ members: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        json.object {
            $0.member("schema", schema)
            members(&$0)
        }
        json.bytes.append(UInt8(ascii: "\n"))
        Terminal.write(json.bytes, to: .output)
    }
}
