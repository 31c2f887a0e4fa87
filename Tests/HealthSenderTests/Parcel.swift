import HealthModel
import HealthSender
import HealthTesting
import Testing

/// Sends single requests and returns their verdicts: the shape of most tests here.
struct Parcel {
    var endpoint: Endpoint
    var options = TransferOptions()
    var headers = [
        HeaderField("Content-Type", "application/json"), HeaderField("session-id", "S-1"),
    ]
    var bytes = Array(#"{"data":{}}"#.utf8)
    /// When set, the body is a pattern of that length instead of `bytes`.
    var length: Int64?
    var dataKey: String?

    init(_ url: String, headers: [HeaderField] = [], secrets: [String] = []) {
        endpoint = Endpoint(url: url, headers: headers, secrets: secrets)
    }

    /// Sends as many requests as asked for, one after the other, over one sender.
    func deliver(times: Int = 1) throws -> [Verdict] {
        let sender = Sender(options: options)
        defer { sender.shutdown(drainTimeout: .zero) }
        var verdicts: [Verdict] = []
        for tag in 1...Int64(times) {
            try sender.submit(request(tag: tag), to: endpoint, lane: "lane")
            verdicts += collect(1, from: sender).map(\.verdict)
        }
        return verdicts
    }

    /// Sends one request.
    func delivered() throws -> Verdict {
        try #require(try deliver().first)
    }

    func request(tag: Int64) -> Request {
        let body: any BodySource = length.map { PatternBody(length: $0) } ?? BytesBody(bytes)
        return Request(tag: tag, headers: headers, body: body, dataKey: dataKey)
    }
}

/// Waits until that many requests have ended. The limit is far above what any test takes.
func collect(_ count: Int, from sender: Sender) -> [Completion] {
    var completions: [Completion] = []
    while completions.count < count {
        let more = sender.nextCompletions(timeout: .seconds(60))
        if more.isEmpty { break }
        completions += more
    }
    return completions
}
