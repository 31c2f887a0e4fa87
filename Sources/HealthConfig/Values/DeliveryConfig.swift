/// Where an automation sends, and how patiently.
public struct DeliveryConfig: Hashable, Sendable {
    public enum Compression: String, ConfigWord {
        case none, gzip
    }

    /// Which messages of an automation wait for which. Source: section 8 of the outbox reference.
    public enum Order: String, ConfigWord {
        case none, run, stream, strict
    }

    public enum OnDead: String, ConfigWord {
        case block, skip
    }

    public enum KeyFormat: String, ConfigWord {
        case quoted, raw
    }

    public enum Expectation: String, ConfigWord {
        case any, json
    }

    public enum Proxy: Hashable, Sendable {
        case none
        /// As the environment of the process says.
        case environment
        case url(Template)
    }

    /// http or https, without user and password; may hold references.
    public var url: Template
    public var timeout: Duration
    /// In file order, without those that have an empty value.
    public var headers: [HeaderConfig]
    public var allowInsecure: Bool
    /// Absolute, as all paths here; PEM.
    public var caFile: String?
    public var clientCertificate: String?
    public var clientKey: String?
    public var proxy: Proxy
    public var compression: Compression
    public var extraHeaders: Bool
    public var sendEmpty: Bool
    /// `nil`: a lane of its own.
    public var lane: String?
    public var order: Order
    public var onDead: OnDead
    public var idempotent: Bool
    public var concurrencyMax: Int
    public var keyFormat: KeyFormat
    public var expect: Expectation
    /// Bytes of the largest body; `nil`: learned from answers.
    public var bodyBytesMax: Int?
    /// Quota of the lane in bytes.
    public var laneBytesMax: Int?
    /// Messages that old are held; `nil`: never.
    public var life: Duration?

    /// True when a request shows a secret to whoever can read it: a reference in URL or header, or
    /// a literal value in a header whose name says secret.
    public var carriesSecret: Bool {
        url.carriesSecret || headers.contains(where: \.value.carriesSecret)
    }
}
