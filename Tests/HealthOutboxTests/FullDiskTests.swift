import Foundation
import HealthModel
import Testing

@testable import HealthOutbox

/// T4 without tricks: a volume that is really full, and a limit on the size of files.
@Suite(.enabled(if: Probe.path != nil, "OutboxProbe is not built"))
struct FullDiskTests {
    private static let unshare = "/usr/bin/unshare"
    /// Whether this user may mount a volume of its own.
    private static let canMount: Bool = {
        guard FileManager.default.isExecutableFile(atPath: unshare) else { return false }
        return (try? Probe.launch([unshare, "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]))?.status
            == 0
    }()

    /// It was full, nothing acknowledged was lost, and afterwards there was room again.
    private func judge(_ result: Probe.Result) {
        #expect(result.lines.contains("full"), "\(result.lines.suffix(2))")
        #expect(result.lines.contains("problems 0"))
        #expect(result.lines.last == "done", "\(result.lines.suffix(2))")
        let enqueued = result.ids("enqueued")
        #expect(enqueued.count > 1)
        #expect(Set(result.ids("settled")) == Set(enqueued))
    }

    @Test(.enabled(if: canMount, "this user may not mount"))
    func `a full volume refuses, delivers and heals`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/full-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script = "mount -t tmpfs -o size=6m,mode=700 none $0 && exec $1 $0 $2 fill 10000"
        judge(
            try Probe.launch([
                Self.unshare, "-rm", "sh", "-c", script, folder, Probe.path ?? "",
                DerivedID.identifier(of: ["full"]).text,
            ]))
    }

    @Test func `a limit on the size of files refuses, delivers and heals`() throws {
        let spool = try TestSpool()
        judge(
            try Probe.run(
                spool: spool.path, run: DerivedID.identifier(of: ["limit"]),
                work: ["fill", "10000"], environment: ["PROBE_FILE_SIZE": "\(3 << 20)"]))
    }
}
