import Crypto
import Foundation
import HealthModel
import HealthOutbox

@testable import HealthPipeline

/// All bytes of a body.
func bytes(_ body: any BodySource) throws -> [UInt8] {
    try body.rewind()
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        var span = buffer.mutableSpan
        let count = try body.read(into: &span)
        if count == 0 { return result }
        result += buffer[..<count]
    }
}

/// SHA-256 in lower-case hexadecimal digits.
func digest(_ bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(bytes)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// One gzip member, as export makes it.
func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    try GzipStream().compress(bytes, isLast: true) { result += $0 }
    return result
}

func gunzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    try PlainBody(BytesBody(bytes), encoding: "gzip").forEachPiece { result += $0 }
    return result
}

/// A body of metrics: the points of each metric in one group.
func metricsBody(_ groups: [(name: String, points: [String])]) -> [UInt8] {
    let texts = groups.map { group in
        "{\"name\":\"\(group.name)\",\"units\":\"count\",\"data\":[\(group.points.joined(separator: ","))]}"
    }
    return Array("{\"data\":{\"metrics\":[\(texts.joined(separator: ","))]}}".utf8)
}

/// A point with everything in it that could mislead somebody who counts brackets.
func point(_ number: Int) -> String {
    "{\"date\":\"2026-03-0\(number % 9 + 1) 00:00:00 +0000\",\"qty\":\(number),"
        + "\"source\":\"a \\\"]},{\\\\\",\"parts\":[{\"x\":[1,2]},[],{}]}"
}
