/// Decides which source counts first: the list of the configuration, then what is known of Apple's own order.
///
/// The order that the user set in the Health app is not in the archive, so it is configuration. An entry matches a
/// source whose name or device model equals or contains it, letter case and kinds of blank set aside; the first
/// entry that matches gives the place.
public struct SourceOrder: Sendable {
    private let entries: [String]
    private let own: String?

    /// Words by which a source is taken for a device of Apple's when its description does not say so.
    private static let appleWords = ["apple watch", "iphone", "ipad", "ipod"]

    /// - Parameters:
    ///   - preferred: Best first.
    ///   - own: The name of a source that comes before all others: the one of a workout.
    public init(preferred: [String], own: String? = nil) {
        entries = preferred.map(SourceOrder.folded)
        self.own = own
    }

    /// The rank of a sample.
    ///
    /// - Parameters:
    ///   - source: The index of `name` in the ``SourceTable``.
    ///   - device: The archive's device description; empty when there is none.
    public func rank(
        source: Int32, name: String, device: String, isManual: Bool
    ) -> SourceRank {
        if name == own { return SourceRank(group: .own, source: source) }
        if isManual { return SourceRank(group: .manual, source: source) }
        let fields = DeviceText(device)
        let names = [SourceOrder.folded(name), SourceOrder.folded(fields["model"])]
        if let place = entries.firstIndex(where: { entry in names.contains { $0.contains(entry) } })
        {
            return SourceRank(group: .preferred, place: place, source: source)
        }
        let isApple =
            SourceOrder.folded(fields["manufacturer"]).hasPrefix("apple")
            || SourceOrder.appleWords.contains { word in names.contains { $0.contains(word) } }
        return SourceRank(group: isApple ? .apple : .other, source: source)
    }

    /// Whether a record's metadata says that a person typed it in.
    public static func isManual(_ metadata: [(key: String, value: String)]) -> Bool {
        metadata.contains { key, value in
            MetadataSet.bareKey(key) == "WasUserEntered"
                && ["1", "true", "yes"].contains(value.lowercased())
        }
    }

    /// Letter case and kinds of blank set aside.
    static func folded(_ text: String) -> String {
        String(text.map { $0.isWhitespace ? " " : $0 }).lowercased()
    }
}
