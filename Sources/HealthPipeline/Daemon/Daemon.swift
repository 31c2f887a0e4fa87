import HealthConfig
import HealthModel
import HealthOutbox
public import Logging
import ServiceLifecycle

/// The program that runs for years: scheduler, inbox, sender and overseer, until it is told to stop.
///
/// Each works on a thread of its own; they share the outbox, which takes calls from several threads, and the
/// configuration, which a reload puts another in place of.
public final class Daemon: Sendable {
    let live: LiveWorkspace
    let outbox: any Outbox
    let manager: ServiceManager
    let logger: Logger
    let stop: DaemonStop
    let pulses = Pulses()
    let inbound = Overseer.Inbound()
    let desk: NoticeDesk
    let control = DrainControl()
    let guardian: SpoolGuard
    let runsBell = Bell()
    let tapsBell = Bell()
    let inboxBell = Bell()
    let patience: InboxPatience
    private let load: @Sendable () throws -> Workspace

    private init(
        _ workspace: Workspace, outbox: any Outbox, logger: Logger, patience: InboxPatience,
        load: @escaping @Sendable () throws -> Workspace
    ) throws {
        live = LiveWorkspace(workspace)
        (self.outbox, self.logger, self.load, self.patience) = (outbox, logger, load, patience)
        manager = ServiceManager(environment: workspace.environment)
        stop = DaemonStop(logger: logger)
        desk = NoticeDesk(live, logger: logger)
        guardian = try SpoolGuard(spool: workspace.spool)
        let bells = [runsBell, tapsBell, inboxBell, inbound.bell, desk.bell]
        stop.whenStopped { [manager, control] in
            manager.stopping()
            control.stop()
            for bell in bells { bell.stop() }
        }
    }

    /// Works until SIGTERM or SIGINT, or until something makes going on useless.
    ///
    /// - Parameters:
    ///   - load: Reads the configuration again after SIGHUP.
    /// - Throws: `OutboxError` with `isBusy` when another process sends, `DaemonError` when the spool is gone, what a disk that
    ///   fails makes the outbox throw.
    public static func run(
        _ workspace: Workspace, logger: Logger, load: @escaping @Sendable () throws -> Workspace
    ) async throws {
        let outbox = try workspace.openOutbox(.create)
        let daemon = try Daemon(
            workspace, outbox: outbox, logger: logger, patience: InboxPatience(), load: load)
        let drain = try DrainHandOver(
            Drain.open(workspace: workspace, outbox: outbox) { [daemon] in daemon.note($0) })
        defer { try? outbox.close() }
        try await daemon.serve(drain)
    }

    private func serve(_ drain: DrainHandOver) async throws {
        let services = [
            part("hae sender") { try self.send(drain) },
            part("hae overseer") { try self.oversee() },
            part("hae notices") { self.giveNotices() },
            part("hae inbox") { try self.watchInbox() },
            part("hae runs") { try self.runAutomations(.store) },
            part("hae taps") { try self.runAutomations(.taps) },
        ]
        // The group tells of its own workings at levels of its own; we tell what matters.
        var quiet = logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: .init(
                services: services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: quiet))
        stop.whenStopped { Task { await group.triggerGracefulShutdown() } }
        stop.limitTime()
        // Before anybody is told that we are ready, and may send one.
        let signals = DaemonSignals(onStop: { [stop] in stop.request() }, onReload: reload)
        defer { withExtendedLifetime(signals) {} }
        let configuration = live.current.configuration
        logger.notice(
            "Started.",
            metadata: [
                "version": "\(ProgramVersion.number)",
                "automations": "\(configuration.automations.count { $0.enabled })",
                "spool": "\(live.current.spool)", "inbox": "\(configuration.inbox ?? "-")",
            ])
        manager.ready("started")
        try await group.run()
        logger.notice("Stopped.")
    }

    private func part(
        _ name: String, _ body: @escaping @Sendable () throws -> Void
    ) -> ThreadService {
        ThreadService(name: name, stop: stop, guardian: guardian, body: body)
    }

    // MARK: - Reload

    /// Takes over a new configuration when it is good, and keeps the old one when it is not.
    func reload() {
        manager.reloading()
        defer { manager.ready("configuration read again") }
        do {
            let new = try load()
            let old = live.current
            guard new.spool == old.spool else {
                throw ConfigError(
                    file: new.configuration.file ?? "hae.yaml",
                    message:
                        "spool: cannot change while the daemon runs; stop it, move the folder, start it again"
                )
            }
            live.replace(with: new)
            control.reload(new)
            for bell in [runsBell, tapsBell, inboxBell, inbound.bell] { bell.ring() }
            logger.notice(
                "The configuration was read again.",
                metadata: ["automations": "\(new.configuration.automations.count { $0.enabled })"])
            for warning in new.configuration.warnings {
                logger.warning("Configuration.", metadata: ["what": "\(warning)"])
            }
        } catch {
            keepOld(because: error)
        }
    }

    private func keepOld(because error: any Error) {
        let mistakes = (error as? ConfigError)?.findings.map(\.description) ?? ["\(error)"]
        for mistake in mistakes {
            logger.error("Mistake in the configuration.", metadata: ["what": "\(mistake)"])
        }
        logger.error(
            "The new configuration is not good; the old one stays in force.",
            metadata: ["mistakes": "\(mistakes.count)"])
        desk.tellTrouble(
            Notice(
                .trouble, at: live.current.now, title: "hae: the new configuration is not good",
                text: "\(mistakes.count) mistake\(mistakes.count == 1 ? "" : "s"); "
                    + "the old one stays in force.",
                command: "hae check"), key: "configuration")
    }
}

/// Carries a drain to the thread that runs it.
///
/// `@unchecked Sendable`: made on one thread and taken once by another, which alone uses it from then on.
final class DrainHandOver: @unchecked Sendable {
    let drain: Drain

    init(_ drain: Drain) {
        self.drain = drain
    }
}
