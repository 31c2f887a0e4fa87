import Foundation
import HealthModel
import HealthOutbox
import Logging

/// The threads that look after the others and tell people.
extension Daemon {
    /// A wall clock that was put right is noticed within this time.
    static let longestWait = 20.0
    /// However much happens, the overseer reads everything only that often.
    private static let overseesEvery = 5.0
    /// With nothing happening it reads everything that often.
    private static let overseesIdle = 60.0
    /// When nothing has happened for that long, memory is given back.
    private static let quiet = 2.0

    /// Goes on after what may be better next time, such as a database that another process holds; not after a disk
    /// that fails.
    func tolerating(_ what: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as OutboxError where error.isIO {
            throw error
        } catch {
            logger.warning("\(what)", metadata: ["why": "\(error)"])
        }
    }

    func oversee() throws {
        let overseer = Overseer(
            live, outbox: outbox, desk: desk, inbound: inbound, logger: logger)
        let losses = FolderWatch(live.current.spool, for: .losses) { [inbound] in
            inbound.bell.ring()
        }
        defer { withExtendedLifetime(losses) {} }
        let rhythm = min(Self.longestWait, manager.watchdogSeconds ?? Self.longestWait)
        var lookedAt = -Double.infinity
        var hasNews = true
        var isTrimmed = false
        while true {
            try guardian.check()
            showLife()
            let now = ProcessInfo.processInfo.systemUptime
            let age = now - lookedAt
            if age >= Self.overseesIdle || (hasNews && age >= Self.overseesEvery) {
                try tolerating("The state cannot be read.") {
                    manager.status(try overseer.look(now: now))
                }
                lookedAt = now
                hasNews = false
                isTrimmed = false
            }
            var pause = rhythm
            if hasNews { pause = min(rhythm, Self.overseesEvery) }
            if !isTrimmed { pause = min(pause, Self.quiet) }
            switch inbound.bell.wait(seconds: pause) {
            case .stopped: return
            case .timeOver:
                // What happened before, this look included, needs its memory no more.
                if !hasNews, !isTrimmed { MemoryTrim.run() }
                isTrimmed = true
            case .rang:
                hasNews = true
                // Every attempt rings; one look a second at what that means is enough.
                Thread.sleep(forTimeInterval: 1)
            }
        }
    }

    /// Tells the service manager that every part of the daemon moves, as long as it is true.
    private func showLife() {
        let silent = pulses.silent()
        guard !silent.isEmpty else { return manager.isAlive() }
        logger.critical(
            "A part hangs.", metadata: ["parts": "\(silent.joined(separator: ","))"])
    }

    func giveNotices() {
        repeat { desk.sendWaiting() } while desk.bell.wait(seconds: 3600) != .stopped
    }
}
