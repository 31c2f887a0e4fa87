import HealthPipeline

extension Outbox {
    /// Calls `body` with one message after the other, oldest first, until it returns `false`.
    ///
    /// Reads page by page, so that no look at the spool lasts long.
    func forEachMessage(
        _ selection: MessageSelection, pageLength: Int = 500,
        _ body: (MessageSummary) throws -> Bool
    ) throws {
        var mark: PageMark?
        repeat {
            let page = try page(selection, after: mark, limit: pageLength)
            for message in page.messages where try !body(message) { return }
            mark = page.next
        } while mark != nil
    }

    /// Calls `body` with one receipt after the other, oldest first, until it returns `false`.
    func forEachReceipt(
        _ selection: ReceiptSelection, pageLength: Int = 500, _ body: (Receipt) throws -> Bool
    ) throws {
        var selection = selection
        selection.limit = pageLength
        repeat {
            let page = try receipts(selection)
            for receipt in page.receipts where try !body(receipt) { return }
            selection.after = page.next
        } while selection.after != nil
    }
}
