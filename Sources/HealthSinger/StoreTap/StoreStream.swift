import HealthPlugin

/// One stream of the store as a tap: the samples of a type, or the documents of a kind.
struct StoreStream: Equatable {
    enum Content: Equatable {
        /// HealthKit's full type identifier.
        case samples(String)
        case documents(kind: String)
    }

    var content: Content

    /// Stable, for catalogues and bookmarks: the type's identifier, or `document:KIND`.
    var id: String {
        switch content {
        case .samples(let type): type
        case .documents(let kind): Self.documentPrefix + kind
        }
    }

    private static let documentPrefix = "document:"

    init(_ content: Content) {
        self.content = content
    }

    init(id: String) {
        content =
            id.hasPrefix(Self.documentPrefix)
            ? .documents(kind: String(id.dropFirst(Self.documentPrefix.count))) : .samples(id)
    }

    /// What targets make names of tables and files of: `step_count`, `document_workout`.
    var name: String {
        switch content {
        case .samples(let type):
            let prefix = [Catalogue.quantityPrefix, Catalogue.categoryPrefix, "HKDataType"]
                .first { type.hasPrefix($0) && type.count > $0.count }
            return Self.snake(String(type.dropFirst(prefix?.count ?? 0)))
        case .documents(let kind): return "document_" + Self.snake(kind)
        }
    }

    /// `VO2Max` -> `vo2_max`, `ActivitySummary` -> `activity_summary`.
    private static func snake(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        for (index, character) in characters.enumerated() {
            guard character.isASCII, character.isLetter || character.isNumber else {
                result += result.hasSuffix("_") ? "" : "_"
                continue
            }
            if character.isUppercase, index > 0 {
                let previous = characters[index - 1]
                let next = index + 1 < characters.count ? characters[index + 1] : "A"
                let beginsWord =
                    previous.isLowercase || previous.isNumber
                    || previous.isUppercase && next.isLowercase
                if beginsWord, !result.hasSuffix("_") { result += "_" }
            }
            result += character.lowercased()
        }
        return result
    }
}
