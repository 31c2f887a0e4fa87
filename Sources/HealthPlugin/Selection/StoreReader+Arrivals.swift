extension StoreReader {
    /// Passes the extents of samples and documents that arrived or left after a generation, all by start. Documents
    /// without a start are left out.
    func arrivals(
        of types: [String], documents kinds: [String], since generation: Int64,
        _ body: (Extent) throws -> Void
    ) throws {
        let documents = DocumentPager(DocumentQuery(kinds: kinds, since: generation), in: self)
        func passDocuments(through last: Instant) throws {
            while let document = try documents.next(through: last) {
                guard let start = document.start else { continue }
                try body(Extent(start: start, end: document.end ?? start))
            }
        }
        try arrivals(of: types, since: generation) { extent in
            try passDocuments(through: extent.start)
            try body(extent)
        }
        try passDocuments(through: .distantFuture)
    }
}
