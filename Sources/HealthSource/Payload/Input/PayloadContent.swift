/// The bytes of one file, unpacked, where they can be read twice.
struct PayloadContent {
    static let headLength = 64 << 10

    let file: ByteFile
    let head: [UInt8]
    /// `nil` for what is none of the app's.
    let format: PayloadFormat?

    private init(_ file: ByteFile, name: String) throws {
        self.file = file
        head = try file.bytes(at: 0, count: Self.headLength)
        format = PayloadFormat(head: head, name: name)
    }

    /// Opens a file; standard input and what is compressed is kept in a file without a name.
    static func open(
        _ file: PayloadInput.File, in place: FilePlace, limits: ReadLimits, temporaryFolder: String
    ) throws -> PayloadContent {
        let name = file.path ?? place.input
        let plain: ByteFile
        if let path = file.path {
            plain = try ByteFile(path: path, name: name)
        } else {
            let rest = StandardInputStream(name: place.input)
            plain = try SpooledFile.make(
                of: PeekedStream(head: file.head, rest: rest), in: temporaryFolder, name: name)
        }
        let content = try PayloadContent(plain, name: name)
        guard content.format == .gzip else { return content }
        let gzip = GzipStream(FileStream(plain), in: place, limits: limits)
        let unpacked = try PayloadContent(
            SpooledFile.make(of: gzip, in: temporaryFolder, name: name),
            name: name.hasSuffix(".gz") ? String(name.dropLast(3)) : name)
        guard unpacked.format != .gzip else {
            throw place.error(
                .unsupported, "it is compressed twice", "unpack it and import what is in it")
        }
        return unpacked
    }
}
