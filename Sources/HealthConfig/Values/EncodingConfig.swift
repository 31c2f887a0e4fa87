/// The form of an automation's bodies, as far as it is common to all data types.
public struct EncodingConfig: Hashable, Sendable {
    public enum Format: String, ConfigWord {
        case json, csv
    }

    public var format: Format
    /// The app's export version: 1 or 2.
    public var version: Int
    public var batchRequests: Bool
    public var batchBytesMax: Int
    /// `nil`: no limit.
    public var batchRecordsMax: Int?
}
