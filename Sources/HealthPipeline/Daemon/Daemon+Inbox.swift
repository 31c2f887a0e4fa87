import Foundation
import HealthConfig
import HealthModel
import Logging
import Synchronization

/// The thread that watches the inbox, and what the log says of it.
extension Daemon {
    func watchInbox() throws {
        defer { pulses.end("inbox") }
        var folder: String?
        var inbox: Inbox?
        var watch: FolderWatch?
        var wait = 0.0
        while inboxBell.wait(seconds: wait) != .stopped {
            pulses.beat("inbox")
            let wanted = live.current.configuration.inbox
            if wanted != folder {
                (folder, watch) = (wanted, nil)
                inbox = wanted.map(makeInbox)
                watch = wanted.flatMap { FolderWatch($0) { [inboxBell] in inboxBell.ring() } }
                if let wanted {
                    logger.info("Watching the inbox.", metadata: ["folder": "\(wanted)"])
                }
            }
            guard let inbox else {
                wait = Self.longestWait
                continue
            }
            try guardian.check()
            wait = try inbox.look(
                closed: watch?.takeClosed() ?? [], now: ProcessInfo.processInfo.systemUptime)
            // However much happens in the folder, one look a second is enough.
            Thread.sleep(forTimeInterval: 1)
        }
    }

    private func makeInbox(_ folder: String) -> Inbox {
        // Its parent may be a share that is not there yet, so only the last folder is made.
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        return Inbox(
            folder, live: live, patience: patience,
            isStopped: { [stop, pulses] in
                pulses.beat("inbox")
                return stop.isStopped
            }, onEvent: { [self] in note($0) })
    }

    private func note(_ event: Inbox.Event) {
        let now = live.current.now
        switch event {
        case .begun(let name):
            return logger.info("Importing.", metadata: ["file": "\(name)"])
        case .imported(let name, let outcome, let target):
            inbound.counters.withLock { $0.imports += 1 }
            runsBell.ring()
            logger.info(
                "Imported.",
                metadata: [
                    "file": "\(name)", "moved_to": "\(target ?? "-")",
                    "generation": "\(outcome.stored?.generation ?? 0)",
                    "inserted": "\(outcome.stored?.total.inserted ?? 0)",
                    "gone": "\(outcome.stored?.total.gone ?? 0)",
                    "rejected": "\(outcome.rejected)",
                    "known": "\(outcome.identicalTo != nil)",
                ])
            let total = outcome.stored?.total
            if (total?.inserted ?? 0) + (total?.gone ?? 0) > 0 {
                desk.tell(.ofImport(name, outcome, at: now), wantedFor: .onCacheUpdate)
            }
        case .refused(let name, let reason, let target):
            inbound.counters.withLock { $0.importsFailed += 1 }
            logger.error(
                "A file is bad.",
                metadata: ["file": "\(name)", "moved_to": "\(target)", "why": "\(reason)"])
            desk.tellTrouble(
                Notice(
                    .trouble, at: now, title: "hae: a file of the inbox is bad",
                    text: "\(reason) It was moved to \(target)."), key: "inbox \(name)")
        case .waits(let name, let reason):
            logger.warning(
                "A file waits.", metadata: ["file": "\(name)", "why": "\(reason)"])
            desk.tellTrouble(
                Notice(
                    .trouble, at: now, title: "hae: a file of the inbox waits", text: reason),
                key: "inbox waits")
        case .trouble(let reason):
            logger.error("Trouble with the inbox.", metadata: ["why": "\(reason)"])
            desk.tellTrouble(
                Notice(.trouble, at: now, title: "hae: trouble with the inbox", text: reason),
                key: "inbox")
        }
        inbound.bell.ring()
    }
}
