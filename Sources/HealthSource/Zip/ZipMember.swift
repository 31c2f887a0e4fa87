/// One member of a zip, as the directory describes it.
struct ZipMember {
    enum Method: Equatable {
        case stored, deflated
        case other(UInt16)
    }

    var nameBytes: [UInt8]
    var method: Method
    var isEncrypted: Bool
    /// Absent for a member whose end was never seen, as its archive is cut.
    var checksum: UInt32?
    /// May be smaller than the truth by a multiple of 4 GiB.
    var size: Int64
    var compressedSize: Int64
    /// Of the local header.
    var headerOffset: Int64
    /// Where the data begin; absent when there is no local header where the directory says.
    var dataOffset: Int64?

    var name: String { String(decoding: nameBytes, as: UTF8.self) }

    var isDirectory: Bool { nameBytes.last == UInt8(ascii: "/") }

    /// Behind the last byte of the data.
    var dataEnd: Int64? { dataOffset.map { $0 + compressedSize } }
}
