import HealthPlugin

/// Something that one import brings.
enum Piece {
    case sample(PayloadSample)
    /// One sample or document of an archive.
    case archive(ArchiveFixture)
    /// An item of a payload, with what is known around it.
    case item(JSONValue, PayloadContext)

    var isItem: Bool {
        if case .item = self { true } else { false }
    }
}
