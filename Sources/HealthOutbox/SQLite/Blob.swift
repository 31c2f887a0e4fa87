internal import Foundation
internal import GRDB

/// Bytes to and from SQLite; GRDB speaks Foundation's `Data`.
enum Blob {
    static func bytes(_ row: Row, _ index: Int) throws -> [UInt8]? {
        let data: Data? = try row.get(index)
        return data.map { Array($0) }
    }

    static func identifier(_ row: Row, _ index: Int) throws -> Identifier? {
        let data: Data? = try row.get(index)
        return data.flatMap { Identifier(bytes: $0) }
    }

    static func value(_ id: Identifier) -> Data { Data(id.bytes) }

    static func value(_ bytes: [UInt8]) -> Data { Data(bytes) }

    static func value(_ bytes: [UInt8]?) -> Data? { bytes.map { Data($0) } }
}
