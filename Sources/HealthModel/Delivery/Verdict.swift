/// What became of one attempt to deliver a message, sorted by fate and not by origin.
///
/// The sender makes it from an HTTP status or a curl code; the outbox decides by it. Source: section 9 of the
/// outbox reference.
public struct Verdict: Sendable, Equatable {
    /// The classes of section 9; each says what happens to the message and to its lane.
    public enum Fate: String, Sendable, CaseIterable {
        case ok
        /// The receiver had it already: as good as ``ok``.
        case duplicate
        /// Wait and count.
        case temporary
        /// The answer was lost: wait, count, and remember that it may have arrived.
        case ambiguous
        /// The lane waits; the message is not charged.
        case throttle
        /// The network or the host of the lane; nothing was sent.
        case laneNetwork
        case laneAuth
        case laneConfiguration
        case laneTLS
        /// A captive portal answered instead of the receiver.
        case portal
        /// Hopeless for this message.
        case permanent
        /// 413: the body has to be divided.
        case tooLarge
        /// 415 that refuses the content coding: to be made again without it.
        case replace
        /// We stopped the transfer ourselves.
        case aborted
        /// A fault of this program or machine; says nothing about message or lane.
        case local
        /// The stored bytes were not those that were enqueued; nothing was sent.
        case corrupt

        public var isDelivery: Bool { self == .ok || self == .duplicate }
    }

    /// How far the attempt came.
    public enum Phase: String, Sendable, CaseIterable {
        case started, connected, sending, sent, answered
    }

    public var fate: Fate
    public var phase: Phase
    /// The final HTTP status, if one came.
    public var status: Int?
    /// The status of a proxy's answer to CONNECT, if one came.
    public var connectStatus: Int?
    /// libcurl's result code when it was not 0.
    public var curlCode: Int?
    public var osErrno: Int?
    /// The parsed Retry-After in seconds, already clamped to 0 … 24 h.
    public var retryAfter: Double?
    public var retryAfterWasClamped: Bool
    /// A numeric address.
    public var remoteAddress: String?
    public var bytesSent: Int64
    public var bytesReceived: Int64
    /// SHA-256 of the answer's body, 32 bytes, if there was one.
    public var responseDigest: [UInt8]?
    /// At most 1 KiB of the answer, secrets removed.
    public var responseExcerpt: String?
    /// `Location` of a redirect, shown and never followed.
    public var location: String?
    /// One phrase for people: `502 Bad Gateway`, `could not connect (curl 7)`. Never a secret, never a value.
    public var summary: String

    public init(
        fate: Fate, phase: Phase, status: Int? = nil, connectStatus: Int? = nil,
        curlCode: Int? = nil,
        osErrno: Int? = nil, retryAfter: Double? = nil, retryAfterWasClamped: Bool = false,
        remoteAddress: String? = nil, bytesSent: Int64 = 0, bytesReceived: Int64 = 0,
        responseDigest: [UInt8]? = nil, responseExcerpt: String? = nil, location: String? = nil,
        summary: String
    ) {
        (self.fate, self.phase, self.status) = (fate, phase, status)
        (self.connectStatus, self.curlCode, self.osErrno) = (connectStatus, curlCode, osErrno)
        (self.retryAfter, self.retryAfterWasClamped) = (retryAfter, retryAfterWasClamped)
        (self.remoteAddress, self.bytesSent, self.bytesReceived) = (
            remoteAddress, bytesSent, bytesReceived
        )
        (self.responseDigest, self.responseExcerpt) = (responseDigest, responseExcerpt)
        (self.location, self.summary) = (location, summary)
    }
}

extension Verdict {
    /// On a request that was given back before it was begun.
    public static let unbegun = Verdict(
        fate: .aborted, phase: .started, summary: "given back before it was sent")

    /// Whether the request was given back before it was begun.
    public var isUnbegun: Bool { fate == .aborted && phase == .started }
}
