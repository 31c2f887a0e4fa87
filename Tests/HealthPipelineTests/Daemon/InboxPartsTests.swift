import Dispatch
import Foundation
import HealthTesting
import Testing

@testable import HealthPipeline

/// The inbox's names, its patience, and what it hears from the kernel.
struct InboxPartsTests {
    @Test func `files that somebody still writes are known by their names`() {
        for name in [
            "export.zip", "Export 2026.ZIP", "HealthAutoExport-2026-03-10.json", "a", "part.xml",
        ] {
            #expect(InboxName.isMeant(name), "\(name)")
        }
        for name in [
            ".export.zip.Xy12ab", ".syncthing.export.zip.tmp", "~syncthing~export.zip.tmp",
            "export.zip.part", "export.zip.filepart", "export.crdownload", "export.zip~",
            ".DS_Store",
            "Thumbs.db", "desktop.ini", "export.ZIP.TMP", "~$notes.csv", "", ".",
        ] {
            #expect(!InboxName.isMeant(name), "\(name)")
        }
    }

    @Test func `numbers stand in front of the ending`() {
        #expect(InboxName.numbered("export.zip", 1) == "export.zip")
        #expect(InboxName.numbered("export.zip", 2) == "export-2.zip")
        #expect(InboxName.numbered("a.b.json", 10) == "a.b-10.json")
        #expect(InboxName.numbered("export", 3) == "export-3")
    }

    /// Whatever a writer does, a file is taken only after it has stood still, and every one is taken in the end.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func `nothing is taken before it has stood still, and everything in the end`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let patience = InboxPatience()
        var list = InboxWatchlist(patience: patience)
        var files: [String: (stamp: FileStamp, changed: Double, isClosed: Bool)] = [:]
        for number in 0..<5 {
            files["f\(number)"] = (
                FileStamp(bytes: 0, modified: 0, inode: UInt64(number)), 0, false
            )
        }
        var now = 0.0
        for step in 0..<400 where !files.isEmpty {
            now += Double.random(in: 0.5...20, using: &random)
            var closed: Set<String> = []
            for name in files.keys.sorted() {
                if step < 60, Bool.random(using: &random) {
                    files[name]?.stamp.bytes += 1
                    files[name]?.changed = now
                    files[name]?.isClosed = false
                }
                if Int.random(in: 0..<10, using: &random) == 0 {
                    closed.insert(name)
                    files[name]?.isClosed = true
                }
            }
            let listed = files.keys.sorted().map {
                InboxWatchlist.Listed(
                    name: $0, stamp: files[$0]?.stamp ?? .init(bytes: 0, modified: 0, inode: 0))
            }
            for name in list.look(listed, closed: closed, now: now).complete {
                let file = files.removeValue(forKey: name)
                let still = now - (file?.changed ?? 0)
                #expect(still >= (file?.isClosed == true ? patience.closed : patience.untold))
            }
        }
        #expect(files.isEmpty, "seed \(seed)")
    }

    @Test func `a trouble postpones, and a file that changes begins anew`() {
        var list = InboxWatchlist(patience: InboxPatience())
        let stamp = FileStamp(bytes: 1, modified: 1, inode: 1)
        let file = InboxWatchlist.Listed(name: "a", stamp: stamp)
        #expect(list.look([file], closed: [], now: 0).nextIn == 30)
        #expect(list.look([file], closed: [], now: 30).complete == ["a"])
        list.postpone("a", now: 30)
        #expect(list.look([file], closed: [], now: 59).complete == [])
        #expect(list.look([file], closed: [], now: 60).complete == ["a"])
        list.leave("a")
        #expect(list.look([file], closed: [], now: 1000).complete == [])
        var changed = file
        changed.stamp.bytes = 2
        #expect(list.look([changed], closed: ["a"], now: 1001).nextIn == 2)
        #expect(list.look([changed], closed: [], now: 1003).complete == ["a"])
        let isFinal = list.isFinal("a")
        #expect(isFinal)
    }

    @Test func `the kernel tells of files that were closed or moved here`() throws {
        let folder = try TestFolder()
        let told = DispatchSemaphore(value: 0)
        let watch = try #require(FolderWatch(folder.path) { told.signal() })
        try folder.write("a", to: "written")
        try FileManager.default.createDirectory(
            atPath: folder.path("below"), withIntermediateDirectories: true)
        try folder.write("b", to: "below/moved")
        try FileManager.default.moveItem(
            atPath: folder.path("below/moved"), toPath: folder.path("moved"))
        var closed: Set<String> = []
        while !closed.isSuperset(of: ["written", "moved"]) {
            try #require(told.wait(timeout: .now() + 30) == .success)
            closed.formUnion(watch.takeClosed())
        }
        #expect(closed.contains("below/moved") == false)
        #expect(FolderWatch(folder.path("not there")) {} == nil)
    }

    @Test func `only what a folder itself holds is listed, and no links`() throws {
        let folder = try TestFolder()
        try folder.write("b", to: "b.zip")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
            ofItemAtPath: folder.path("b.zip"))
        try folder.write("a", to: "a.zip")
        try folder.write("a", to: ".hidden")
        try FileManager.default.createDirectory(
            atPath: folder.path("done"), withIntermediateDirectories: true)
        try folder.write("c", to: "done/c.zip")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.zip"), withDestinationPath: folder.path("done/c.zip"))
        // The older one first.
        #expect(try FolderListing.files(in: folder.path).map(\.name) == ["b.zip", "a.zip"])
    }
}
