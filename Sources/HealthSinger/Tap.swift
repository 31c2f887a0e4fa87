import Glibc

/// Runs a Singer tap once: discovery, choice of streams, reading.
///
/// The tap is a stranger. It gets an environment of its own, no descriptor of ours but its three, its secrets in
/// a file that only this user can read and that is gone afterwards; it lives in a session of its own that is
/// ended with it; lines, memory and time have limits. Arguments never hold secrets.
///
/// Source: the Singer specification 0.3.0.
public struct Tap {
    /// With this code argument parsers refuse what they do not know: a tap from before discovery.
    private static let usageCode: Int32 = 2

    private let settings: TapSettings
    private let receiver: any TapReceiver
    private let folder: PrivateFolder
    private let deadline: ContinuousClock.Instant
    private let lastLines: LastLines
    private var outcome = TapOutcome()

    /// Runs a tap to its end.
    ///
    /// - Parameters:
    ///   - bases: Where the private folder may be made, best first; ``PrivateFolder/bases(environment:)``.
    /// - Returns: How it went; a fault is no error here, as what came before it counts.
    /// - Throws: What the receiver throws, apart from faults. The tap has ended then.
    public static func run(
        _ settings: TapSettings, bases: [String], into receiver: any TapReceiver
    ) throws -> TapOutcome {
        PrivateFolder.sweep(bases)
        do {
            guard let base = bases.first else {
                throw TapFault(.files, "There is no folder for temporary files; set TMPDIR.")
            }
            var tap = Tap(settings, folder: try PrivateFolder(in: base), receiver)
            return try tap.perform()
        } catch let fault as TapFault {
            return TapOutcome(fault: fault)
        }
    }

    private init(_ settings: TapSettings, folder: PrivateFolder, _ receiver: any TapReceiver) {
        (self.settings, self.folder, self.receiver) = (settings, folder, receiver)
        deadline = ContinuousClock.now + settings.timeLimit
        lastLines = LastLines(
            limits: settings.limits, mask: SecretMask(hiding: settings.secrets))
    }

    private mutating func perform() throws -> TapOutcome {
        do {
            try read(wanted: try prepare())
        } catch let fault as TapFault {
            outcome.fault = fault
        }
        outcome.lastLines = lastLines.all
        outcome.errorLines = lastLines.count
        return outcome
    }

    // MARK: - Before reading

    private var arguments: [String] { settings.arguments }

    private func has(_ options: String...) -> Bool {
        arguments.contains { argument in
            options.contains { argument == $0 || argument.hasPrefix($0 + "=") }
        }
    }

    /// Writes the files that the tap reads.
    ///
    /// - Returns: Its arguments, and the names of the streams whose records count.
    private mutating func prepare() throws -> (arguments: [String], names: Set<String>?) {
        var arguments = self.arguments
        if !has("--config", "-c") {
            arguments += ["--config", try folder.write("config.json", settings.config)]
        }
        var names: Set<String>?
        if !has("--catalog", "--properties", "-p") {
            if let catalogue = try discover(arguments) {
                let chosen = try TapCatalogue(catalogue).selecting(settings.streams)
                names = chosen.names
                arguments += ["--catalog", try folder.write("catalog.json", chosen.bytes)]
            }
        } else if let streams = settings.streams {
            names = Set(streams)
        }
        if let state = settings.state, !has("--state", "-s") {
            arguments += ["--state", try folder.write("state.json", state)]
        }
        return (arguments, names)
    }

    /// - Returns: `nil` when the tap knows no discovery and none is needed.
    private mutating func discover(_ arguments: [String]) throws -> [UInt8]? {
        let child = try start(arguments + ["--discover"])
        var bytes: [UInt8] = []
        let report = try listener.listen(to: child, lastLines: lastLines) { piece in
            bytes += piece
            if bytes.count > settings.limits.catalogueBytesMax {
                throw TapFault(
                    .catalogue, "What it prints for --discover is too long for a catalogue.")
            }
        }
        if let fault = report.fault { throw fault }
        if report.ending == .code(Self.usageCode), bytes.isEmpty, settings.streams == nil {
            outcome.warn(
                "no_discovery", "the tap does not know --discover; it runs without a catalogue")
            return nil
        }
        if let fault = Self.fault(of: report.ending, doing: " during --discover") { throw fault }
        return bytes
    }

    // MARK: - Reading

    private mutating func read(
        wanted: (arguments: [String], names: Set<String>?)
    ) throws {
        var reader = MessageReader(limits: settings.limits, wanted: wanted.names)
        var lines = OutputLines(bytesMax: settings.limits.lineBytesMax)
        let child = try start(wanted.arguments)
        var report = try listener.listen(to: child, lastLines: lastLines) { piece in
            let first = lines.count
            var number = first
            try lines.add(piece) { step in
                number += 1
                guard case .line(let line) = step else {
                    throw TapFault(
                        .longLine,
                        "Line \(number) of its output is longer than \(settings.limits.lineBytesMax >> 20) MiB."
                    )
                }
                try reader.read(line, number: number, into: receiver)
            }
        }
        if report.fault == nil {
            report.fault = Self.fault(of: report.ending, doing: "")
        }
        if report.fault == nil, lines.isWithinLine {
            do {
                try reader.read(lines.unfinished[...], number: lines.count + 1, into: receiver)
            } catch is TapFault {
                report.fault = TapFault(
                    .cutLine,
                    "Its output ends within line \(lines.count + 1), though it ended without an error."
                )
            }
        }
        outcome.warn(
            "left_behind", "the tap left processes behind; they were ended",
            count: report.leftBehind)
        outcome.warn(
            "activate_version",
            "the tap replaces what it sent before (ACTIVATE_VERSION); endpoints are not told",
            count: reader.activations)
        outcome.warn(
            "other_message", "a message of a type that is not read", count: reader.otherMessages)
        outcome.warn(
            "unselected_stream", "a record of a stream that was not asked for was left out",
            count: reader.unselected)
        if let fault = report.fault { throw fault }
    }

    private func start(_ arguments: [String]) throws(TapFault) -> ChildProcess {
        let child = try ChildProcess(settings, arguments: arguments)
        try folder.note(child.group)
        return child
    }

    private var listener: Listener {
        Listener(settings: settings, deadline: deadline, pulse: receiver.pulse)
    }

    private static func fault(of ending: ChildProcess.Ending?, doing what: String) -> TapFault? {
        switch ending {
        case .code(0): nil
        case .code(let code): TapFault(.crashed, "It ended with code \(code)\(what).")
        case .signal(let signal):
            TapFault(.crashed, "It was ended by signal \(signal)\(what).")
        case nil: TapFault(.crashed, "How it ended\(what) cannot be known.")
        }
    }
}
