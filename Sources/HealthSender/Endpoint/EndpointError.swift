public import HealthModel

/// Something in an endpoint or a request's headers that must not be sent. The texts name headers and settings,
/// never values.
public struct EndpointError: StatusError, Equatable {
    /// What is wrong, for callers that treat some faults differently.
    public enum Kind: Sendable, Equatable {
        case url
        case headerName
        case headerValue
        case forbiddenHeader
        case insecure
        case proxy
        case file
    }

    public let kind: Kind
    /// The header or the setting.
    public let place: String
    let sentence: String

    init(_ kind: Kind, _ place: String, _ sentence: String) {
        (self.kind, self.place, self.sentence) = (kind, place, sentence)
    }

    public var description: String { sentence }
    public var exitStatus: ExitStatus { .configuration }
}
