import HealthPipeline

/// An outbox, open for one command, with what is needed to talk about its messages.
final class OutboxDesk {
    let workspace: Workspace
    let outbox: any Outbox
    private var namesByID: [String: String] = [:]

    /// - Throws: `OutboxError` with status 69 when there is no spool.
    init(_ global: GlobalOptions, _ access: Workspace.Access) throws {
        workspace = try global.workspace()
        outbox = try workspace.openOutbox(access)
        for automation in workspace.configuration.automations {
            namesByID[automation.identity] = automation.name
        }
    }

    deinit {
        // What was acknowledged is on stable storage already.
        try? outbox.close()
    }

    var now: Moment { workspace.now }

    /// What people call an automation: as configured, as a run remembers it, or its id.
    ///
    /// - Parameter run: One of its runs.
    func name(of automation: String, run: Identifier) throws -> String {
        if let known = namesByID[automation] { return known }
        let remembered = try outbox.runs(RunSelection(id: run, limit: 1, withEvents: false)).first
        let name = remembered?.run.automationName ?? automation
        namesByID[automation] = name
        return name
    }

    /// The automation's id for a name or an id that a person typed; unknown ones are taken for old names.
    func automationID(_ text: String) -> String {
        if let known = workspace.configuration.automation(named: text) { return known.identity }
        if Identifier(text) != nil { return text.uppercased() }
        return DerivedID.identifier(of: ["automation", text]).wireText
    }

    func automation(id: String) -> AutomationConfig? {
        workspace.configuration.automations.first { $0.identity == id }
    }
}
