import Foundation
import HealthConfig
import HealthModel
import HealthSender

/// Looks at everything that a run will need: secrets, spool, disk, endpoints.
public struct SystemCheck {
    /// One thing that was looked at.
    public struct Finding: Sendable {
        public enum Level: String, Sendable {
            case good, warning, bad
        }

        public var level: Level
        /// `configuration`, `spool`, or the automation's name.
        public var subject: String
        /// What was found, and what to do when it is not good. Never a secret.
        public var text: String
        /// With which status a bad finding ends the command.
        public var status: ExitStatus = .failed
    }

    private let workspace: Workspace
    private var findings: [Finding] = []

    /// - Parameters:
    ///   - postsBody: Sends `{"data":{}}` to every endpoint, which receivers take as nothing new.
    public static func run(_ workspace: Workspace, postsBody: Bool) -> [Finding] {
        var check = SystemCheck(workspace: workspace)
        check.checkConfiguration()
        check.checkSpool()
        check.checkTaps()
        for automation in workspace.configuration.automations where automation.enabled {
            check.checkEndpoint(of: automation, postsBody: postsBody)
        }
        return check.findings
    }

    private init(workspace: Workspace) {
        self.workspace = workspace
    }

    private mutating func add(
        _ level: Finding.Level, _ subject: String, _ text: String, _ status: ExitStatus = .failed
    ) {
        findings.append(Finding(level: level, subject: subject, text: text, status: status))
    }

    private mutating func checkConfiguration() {
        let configuration = workspace.configuration
        for warning in configuration.warnings { add(.warning, "configuration", "\(warning)") }
        let file = configuration.file ?? "no file, defaults only"
        let automations = configuration.automations.count
        add(
            .good, "configuration",
            "\(file): \(automations) automation\(automations == 1 ? "" : "s")")
    }

    private mutating func checkSpool() {
        do {
            _ = try workspace.openStore(.readOnly)
            _ = try workspace.openOutbox(.readOnly)
            let files = ["", "/health.db", "/outbox.db"].map { workspace.spool + $0 }
            if let path = files.first(where: { !FileManager.default.isWritableFile(atPath: $0) }) {
                add(
                    .bad, "spool",
                    "\(path) cannot be written: it is mounted read-only, or belongs to somebody else. hae needs to "
                        + "own its spool and everything in it.", .permission)
            } else {
                add(.good, "spool", "\(workspace.spool): store and outbox can be opened")
            }
        } catch let error as any StatusError where error.exitStatus == .noSpool {
            add(.warning, "spool", "\(error)")
        } catch {
            add(.bad, "spool", "\(error)", (error as? any StatusError)?.exitStatus ?? .io)
        }
        let parent = URL(filePath: workspace.spool).deletingLastPathComponent().path
        for path in [workspace.spool, parent] {
            guard
                let values = try? FileManager.default.attributesOfFileSystem(forPath: path),
                let free = (values[.systemFreeSize] as? NSNumber)?.int64Value
            else { continue }
            let needed = Int64(workspace.configuration.quota.freeBytesMin)
            let text = "\(free >> 20) MiB free, min_free is \(needed >> 20) MiB"
            add(free > needed ? .good : .bad, "spool", text, .io)
            return
        }
    }

    /// That the programs are there. They are not run: a tap may cost its maker's rate limit.
    private mutating func checkTaps() {
        for tap in workspace.configuration.taps {
            do {
                add(.good, "plugin \(tap.id)", "\(try workspace.program(of: tap)) can be run")
            } catch {
                add(.bad, "plugin \(tap.id)", "\(error)", .configuration)
            }
        }
    }

    private mutating func checkEndpoint(of automation: AutomationConfig, postsBody: Bool) {
        do {
            let endpoint = try automation.endpoint(secrets: workspace.secrets)
            let problems = endpoint.problems()
            for problem in problems {
                add(.bad, automation.name, "\(problem)", .configuration)
            }
            guard problems.isEmpty else { return }
            let check = ConnectionCheck()
            let report =
                postsBody
                ? check.post(Self.emptyRequest(of: automation), to: endpoint)
                : check.connect(to: endpoint)
            for fact in report.facts {
                add(fact.isGood ? .good : .bad, automation.name, fact.text)
            }
        } catch {
            let status = (error as? any StatusError)?.exitStatus ?? .configuration
            add(.bad, automation.name, "\(error)", status)
        }
    }

    private static func emptyRequest(of automation: AutomationConfig) -> Request {
        Request(
            tag: 1,
            headers: [
                HeaderField("Content-Type", "application/json"),
                HeaderField("automation-name", RequestHeaders.encoded(automation.name)),
                HeaderField("automation-id", automation.identity),
            ],
            body: BytesBody(Array("{\"data\":{}}".utf8)))
    }
}
