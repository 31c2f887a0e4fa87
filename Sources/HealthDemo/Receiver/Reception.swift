import Crypto
import HTTPTypes

/// One body on its way in: counted, hashed, decompressed, checked and saved as it streams by.
struct Reception: ~Copyable {
    private let headers: HeaderChecker
    private var hash = SHA256()
    private var gzip: GzipReader?
    private var json: JSONChecker?
    private var multipart: MultipartChecker?
    private var file: BodyFile?
    /// As sent.
    private(set) var bytes = 0
    /// After decompression.
    private(set) var plainBytes = 0

    /// - Parameter file: Where the decompressed body goes, if anywhere.
    init(_ fields: HTTPFields, into file: consuming BodyFile?) {
        headers = HeaderChecker(fields)
        self.file = file
        if headers.value("Content-Encoding") == "gzip" { gzip = GzipReader() }
        if let boundary = headers.multipartBoundary {
            multipart = MultipartChecker(boundary: boundary)
        } else {
            json = JSONChecker()
        }
    }

    mutating func feed(_ piece: [UInt8]) throws {
        bytes += piece.count
        hash.update(data: piece)
        guard gzip != nil else { return try take(piece) }
        // The reader leaves while it works, as what it emits changes the rest of this value.
        var reader = gzip.take()
        try reader?.feed(piece) { try take($0) }
        gzip = consume reader
    }

    private mutating func take(_ piece: [UInt8]) throws {
        plainBytes += piece.count
        json?.feed(piece)
        multipart?.feed(piece)
        try file?.write(piece)
    }

    /// Ends the body and says what is wrong with the request and how much was in it.
    mutating func finish(into request: inout ReceivedRequest) {
        gzip?.finish()
        json?.finish()
        multipart?.finish()
        request.bytes = bytes
        request.problems += headers.problems
        if let fault = gzip?.fault { request.problems.append(fault) }
        if let length = headers.value("Content-Length"), Int(length) != bytes {
            request.problems.append("Content-Length says \(length) and the body has \(bytes) bytes")
        }
        checkDigest(&request)
        if let json {
            if let fault = json.fault { request.problems.append(fault) }
            if json.fault == nil, json.keys.count > 1 {
                request.problems.append("the body has \(json.keys.count) data keys instead of one")
            }
            if json.repeatedNames > 0 {
                request.problems.append("a metric's name occurs more than once")
            }
            request.dataKey = json.keys.first
            request.metrics = json.records["metrics"] ?? 0
            request.records = json.points
            for (key, count) in json.records where key != "metrics" { request.records += count }
        }
        if let multipart {
            if let fault = multipart.fault { request.problems.append(fault) }
            request.dataKey = multipart.parts.first
            request.records = multipart.rows
        }
        if let type = headers.value("hae-data-type"), let key = request.dataKey, json != nil,
            type != key
        {
            request.problems.append("hae-data-type is not the key of the body")
        }
    }

    /// Gives the saved body its name.
    consuming func keep(headers: [UInt8]) throws {
        switch consume file {
        case .some(let file): try file.keep(headers: headers)
        case .none: return
        }
    }

    /// The first bytes of the body's digest, to tell a repeated body from a changed one.
    var fingerprint: [UInt8] {
        Array(hash.finalize())
    }

    private func checkDigest(_ request: inout ReceivedRequest) {
        guard let stated = headers.value("Content-Digest") else { return }
        let digest = Base64.text(fingerprint)
        if stated != "sha-256=:\(digest):" {
            request.problems.append("Content-Digest does not fit the body")
        }
    }
}
