/// The documents that a query selects, one at a time: to be merged with something else in order of time.
///
/// Reads a page, then asks again from the last start on. Documents without a start are left out.
public final class DocumentPager {
    private static let pageCount = 128
    /// Bodies of one page, unless a single one is larger: a workout's may hold its whole route.
    private static let pageBytes = 1 << 20

    private let store: any StoreReader
    private var query: DocumentQuery
    private var page: [StoredDocument] = []
    private var index = 0
    private var isDone = false
    /// Rows of the last start that were passed: the next page begins with them again.
    private var passed: Set<Int64> = []

    public init(_ query: DocumentQuery, in store: any StoreReader) {
        (self.query, self.store) = (query, store)
        self.query.starting = query.starting ?? .distantPast ..< .distantFuture
        isDone = query.kinds.isEmpty
    }

    /// The next document, if it starts at or before an instant.
    public func next(through last: Instant) throws -> StoredDocument? {
        if index == page.count, !isDone { try fill() }
        guard index < page.count, let start = page[index].start, start <= last else { return nil }
        defer { index += 1 }
        return page[index]
    }

    private func fill() throws {
        page.removeAll(keepingCapacity: true)
        index = 0
        var bytes = 0
        do {
            try store.documents(query) { document in
                guard !passed.contains(document.id) else { return }
                page.append(document)
                bytes += document.body.count
                if page.count == Self.pageCount || bytes >= Self.pageBytes { throw PageIsFull() }
            }
            isDone = true
        } catch is PageIsFull {
            prepareNextPage()
        }
    }

    private func prepareNextPage() {
        guard let range = query.starting, let last = page.last?.start else { return }
        if last != range.lowerBound { passed.removeAll(keepingCapacity: true) }
        for document in page.reversed() {
            guard document.start == last else { break }
            passed.insert(document.id)
        }
        query.starting = last..<range.upperBound
    }
}

/// Ends a query; never leaves this file.
private struct PageIsFull: Error {}
