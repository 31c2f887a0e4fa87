internal import HealthModel

/// Everything known about an attempt that has ended: what the classifier decides by.
struct Outcome {
    /// Why we ended the transfer ourselves.
    enum Stop: Equatable {
        /// Asked for by ``Courier/abort(tag:)`` or at shutdown.
        case aborted
        /// No byte of the body could be sent for too long.
        case stalled
        /// The address guard's reason.
        case refused(String)
        /// The body's storage reported an error.
        case bodyUnreadable
        /// The body ended before its length, or went on behind it.
        case bodyDiffers
    }

    /// The last status of the destination, 1xx included; 0 for none.
    var status = 0
    /// The proxy's answer to CONNECT; 0 for none.
    var connectStatus = 0
    /// libcurl's result.
    var curlCode = 0
    var osErrno = 0
    /// libcurl's own words for its result; may name hosts, so it is cleaned before use.
    var curlText = ""
    var stop: Stop?
    /// The connection stood, the address was allowed, and the request began.
    var requestBegan = false
    var bodyLength: Int64 = 0
    var bytesSent: Int64 = 0
    var remoteAddress: String?
    /// Content-Encoding was among the headers.
    var bodyIsEncoded = false
    var expectsJSON = false
    var dataKey: String?
    var head = AnswerHead()
    var answer = AnswerBody()

    /// A final status arrived.
    var isAnswered: Bool { status >= 200 }

    var phase: Verdict.Phase {
        if isAnswered { return .answered }
        if !requestBegan { return .started }
        if bytesSent >= bodyLength, bodyLength > 0 { return .sent }
        return bytesSent > 0 ? .sending : .connected
    }
}
