/// Where `notify` goes; all of them, when several are set.
public struct NotificationsConfig: Hashable, Sendable {
    public enum WebhookStyle: String, ConfigWord {
        case ntfy, slack, json
    }

    public struct Webhook: Hashable, Sendable {
        public var url: Template
        public var style: WebhookStyle
    }

    /// A program and its arguments; gets the event as JSON on standard input.
    public var command: [String]?
    public var webhook: Webhook?
    public var desktop: Bool
}
