public import HealthPlugin

/// How far a target has the store: what STATE messages carry and `--state` brings back.
///
///     {"store":"…","bookmarks":{"HKQuantityTypeIdentifierStepCount":{"generation":12,"version":1750000000000}}}
public struct StoreTapState: Sendable, Equatable {
    struct Bookmark: Equatable {
        /// Everything that arrived up to this generation has been told.
        var generation: Int64
        /// Of ACTIVATE_VERSION; `nil` where that is not used.
        var version: Int64?
    }

    /// Which store the generations belong to; another store begins anew.
    var store: String
    /// By stream id.
    var bookmarks: [String: Bookmark]

    init(store: String) {
        (self.store, bookmarks) = (store, [:])
    }

    /// - Throws: `JSONError`.
    public init(_ bytes: [UInt8]) throws(JSONError) {
        let value = try JSONParser.parse(bytes)
        store = value["store"]?.string ?? ""
        bookmarks = [:]
        for member in value["bookmarks"]?.object ?? [] {
            guard
                let generation = member.value["generation"]?.number.flatMap({ Int64(exactly: $0) })
            else { continue }
            bookmarks[member.key] = Bookmark(
                generation: generation,
                version: member.value["version"]?.number.flatMap { Int64(exactly: $0) })
        }
    }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.key("store")
            $0.string(store)
            $0.key("bookmarks")
            $0.object {
                for (id, bookmark) in bookmarks.sorted(by: { $0.key < $1.key }) {
                    $0.key(id)
                    $0.object {
                        $0.key("generation")
                        $0.integer(bookmark.generation)
                        if let version = bookmark.version {
                            $0.key("version")
                            $0.integer(version)
                        }
                    }
                }
            }
        }
    }
}
