import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// Files that are not an outbox yet.
struct SchemaTests {
    @Test func `a file without tables is no outbox yet, and does not keep anybody from making it`()
        throws
    {
        let spool = try TestSpool()
        let young = spool.path + "/young"
        let files = FileManager.default
        try files.createDirectory(
            atPath: young, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        #expect(
            files.createFile(
                atPath: young + "/outbox.db", contents: nil,
                attributes: [.posixPermissions: 0o600]))
        let error = #expect(throws: OutboxError.self) {
            try TestSpool.open(young, .readOnly, .small, spool.clock)
        }
        #expect(error?.kind == .noSpool)
        let made = try TestSpool.open(young, .create, .small, spool.clock)
        let reader = try TestSpool.open(young, .readOnly, .small, spool.clock)
        #expect(try reader.page(.all, after: nil, limit: 9).messages.isEmpty)
        try reader.close()
        try made.close()
    }
}
