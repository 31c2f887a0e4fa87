import Dispatch
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A tap's process in a session of its own, for a caller that reads its output on a thread that may block.
///
/// Until ``end(grace:)`` its leader is not waited for, so that the number of its group cannot come to mean
/// somebody else's.
final class ChildProcess {
    /// How the leader ended.
    enum Ending: Equatable {
        case code(Int32)
        case signal(Int32)
    }

    /// Reading ends that never block; `-1` once closed.
    private(set) var output: Int32
    private(set) var errors: Int32
    let group: ProcessGroup
    /// Readable when the leader has ended; `-1` on a kernel that has no such thing.
    let exitDescriptor: Int32
    private var isOver = false
    private let gate: AsyncStream<Never>.Continuation
    private let result: Handover<TerminationStatus>

    /// Starts the program with an empty standard input.
    ///
    /// Its limits are set by a shell that then becomes it, as there is no other way to have them in force from
    /// its first instruction on.
    init(_ settings: TapSettings, arguments: [String]) throws(TapFault) {
        let (output, errors) = (try Pipe(), try Pipe())
        let shell = [
            "-c", "ulimit -c 0; ulimit -d \"$1\" 2>/dev/null; shift; exec \"$@\"", "hae-tap",
            String(settings.limits.memoryBytesMax >> 10), settings.program,
        ]
        var options = PlatformOptions()
        options.createSession = true
        let configuration = Configuration(
            executable: .path("/bin/sh"), arguments: Arguments(shell + arguments),
            environment: .custom(
                Dictionary(
                    uniqueKeysWithValues: settings.environment.map {
                        (Subprocess.Environment.Key(rawValue: $0.key) ?? "LANG", $0.value)
                    })),
            workingDirectory: FilePath(settings.workingDirectory), platformOptions: options)
        let (stream, gate) = AsyncStream<Never>.makeStream()
        let started = Handover<ProcessIdentifier>()
        let result = Handover<TerminationStatus>()
        Task.detached {
            do {
                let outcome = try await Subprocess.run(
                    configuration, input: .none,
                    output: .fileDescriptor(
                        FileDescriptor(rawValue: output.writing),
                        closeAfterSpawningProcess: true),
                    error: .fileDescriptor(
                        FileDescriptor(rawValue: errors.writing), closeAfterSpawningProcess: true)
                ) { execution in
                    started.give(.success(execution.processIdentifier))
                    for await _ in stream {}
                }
                result.give(.success(outcome.terminationStatus))
            } catch {
                started.give(.failure(error))
                result.give(.failure(error))
            }
        }
        do {
            let identifier = try started.take()
            (group, exitDescriptor) = (
                ProcessGroup(leader: identifier.value), identifier.processDescriptor
            )
        } catch {
            close(output.reading)
            close(errors.reading)
            throw TapFault(
                .notStarted, "\(settings.program) cannot be started: \(error).")
        }
        (self.output, self.errors) = (output.reading, errors.reading)
        (self.gate, self.result) = (gate, result)
    }

    deinit {
        // Only when its owner was stopped by an error before it could end it properly. Once the leader was
        // waited for, its number may be somebody else's.
        if !isOver { group.send(SIGKILL) }
        gate.finish()
        closeOutput()
        closeErrors()
    }

    func closeOutput() {
        if output >= 0 { close(output) }
        output = -1
    }

    func closeErrors() {
        if errors >= 0 { close(errors) }
        errors = -1
    }

    /// Whether the leader has ended.
    var hasEnded: Bool {
        !(ProcessStatus(of: group.leader)?.isAlive ?? false)
    }

    /// Ends whatever is left of the group, SIGTERM first, and waits for the leader.
    ///
    /// - Returns: How the leader ended, by itself or not; `nil` when that cannot be known.
    func end(grace: Duration) -> Ending? {
        closeOutput()
        closeErrors()
        if !hasEnded || group.others > 0 {
            group.send(SIGTERM)
            let deadline = ContinuousClock.now + grace
            while ContinuousClock.now < deadline, !hasEnded || group.others > 0 {
                usleep(10_000)
            }
        }
        group.send(SIGKILL)
        isOver = true
        gate.finish()
        switch try? result.take() {
        case .exited(let code): return .code(code)
        case .signaled(let signal): return .signal(signal)
        case nil: return nil
        }
    }
}
