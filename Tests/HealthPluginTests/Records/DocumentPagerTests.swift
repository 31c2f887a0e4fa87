import HealthPlugin
import Testing

@Suite struct DocumentPagerTests {
    @Test func `documents come one at a time, whatever their size, each once`() throws {
        let sizes = [0, 3 << 20, 10, 2 << 20, 2 << 20, 0, 2 << 20, 2 << 20]
        let documents = sizes.enumerated().map { index, size in
            var document = StoredDocument.row(Int64(index), start: Int64(index / 3))
            document.body = Array(repeating: 0, count: size)
            return document
        }
        let store = ArrivalList(documents: documents)
        let pager = DocumentPager(DocumentQuery(kinds: ["k"]), in: store)
        var ids: [Int64] = []
        while let document = try pager.next(through: .distantFuture) { ids.append(document.id) }
        #expect(ids == Array(0..<8))
        // Large bodies are not gathered: each ends a page, and the next asks for those of its start again.
        #expect(store.largestPage <= 6 << 20)
    }
}
