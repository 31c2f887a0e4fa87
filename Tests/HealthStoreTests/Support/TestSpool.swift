import Foundation
import HealthStore

/// A spool in a folder of its own, removed with the value.
final class TestSpool {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "hae-store-\(UUID().uuidString)"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func open() throws -> HealthStore {
        try HealthStore.open(spool: path)
    }
}
