import HealthPlugin

/// Holds a tap to the order of the specification and passes on what it says.
struct MessageReader {
    /// What the outcome has to tell of what was passed over.
    private(set) var otherMessages = 0
    private(set) var unselected = 0
    private(set) var activations = 0

    private let limits: TapLimits
    /// Names of streams that were asked for; `nil`: all.
    private let wanted: Set<String>?
    private var streams: [String: SingerStream] = [:]

    init(limits: TapLimits, wanted: Set<String>?) {
        (self.limits, self.wanted) = (limits, wanted)
    }

    mutating func read(
        _ line: ArraySlice<UInt8>, number: Int, into receiver: any TapReceiver
    ) throws {
        guard line.contains(where: { $0 != UInt8(ascii: " ") }) else { return }
        switch try SingerMessage(line, number: number) {
        case .schema(let stream):
            streams[stream.name] = stream
            guard streams.count <= limits.streamsMax else {
                throw TapFault(
                    .tooMuch,
                    "It announces more than \(limits.streamsMax) streams; choose with \"streams:\"."
                )
            }
            if isWanted(stream.name) { try receiver.schema(stream) }
        case .record(let name, let bytes, let value):
            guard let stream = streams[name] else {
                throw TapFault(
                    .badMessage,
                    "Line \(number) of its output: RECORD of the stream \"\(name)\" before its SCHEMA."
                )
            }
            if let key = stream.keyProperties.first(where: { value[$0] == nil }) {
                throw TapFault(
                    .badMessage,
                    "Line \(number) of its output: RECORD of the stream \"\(name)\" without its key property \"\(key)\"."
                )
            }
            guard isWanted(name) else {
                unselected += 1
                return
            }
            try receiver.record(bytes, of: stream)
        case .state(let value):
            if !value.elementsEqual("null".utf8) { try receiver.state(Array(value)) }
        case .activateVersion:
            activations += 1
        case .other:
            otherMessages += 1
        }
    }

    private func isWanted(_ stream: String) -> Bool {
        wanted?.contains(stream) ?? true
    }
}
