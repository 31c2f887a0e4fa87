import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Runs a program that gets bytes on standard input, for a limited time; its output goes nowhere.
///
/// It is the leader of a process group of its own, and what is left of the group when the time is over is killed with it.
/// Blocks the caller's thread.
struct CommandRun {
    enum End: Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        /// A phrase: why it did not start.
        case notStarted(String)
    }

    /// Names that are passed on from our own environment, which may hold secrets.
    static let environmentNames = [
        "PATH", "HOME", "USER", "LANG", "TZ", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
    ]
    /// Between SIGTERM and SIGKILL.
    private static let graceSeconds = 2.0

    /// The program, found on PATH or by its path, and its arguments. Not empty.
    var arguments: [String]
    var input: [UInt8]
    var environment: [String: String]
    var secondsMax: Double
    /// Asked while it runs; once it says so, the time is over.
    var isStopped: @Sendable () -> Bool = { false }

    func run() -> End {
        guard let name = arguments.first else { return .notStarted("no program is named") }
        // A file without a name holds the input: nobody can be blocked by a pipe that nobody reads.
        guard let stream = unsafe tmpfile() else { return .notStarted(Self.text(errno)) }
        defer { unsafe fclose(stream) }
        let file = unsafe fileno(stream)
        let written = unsafe input.withUnsafeBytes {
            unsafe write(file, $0.baseAddress, $0.count)
        }
        guard written == input.count, lseek(file, 0, SEEK_SET) == 0 else {
            return .notStarted(Self.text(errno))
        }
        switch spawn(name, standardInput: file) {
        case .success(let pid): return wait(for: pid)
        case .failure(let failure): return .notStarted(failure.text)
        }
    }

    private struct Failure: Error {
        var text: String
    }

    private func spawn(_ name: String, standardInput: Int32) -> Result<pid_t, Failure> {
        var attributes = posix_spawnattr_t()
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawnattr_init(&attributes)
        unsafe posix_spawn_file_actions_init(&actions)
        defer {
            unsafe posix_spawnattr_destroy(&attributes)
            unsafe posix_spawn_file_actions_destroy(&actions)
        }
        // Signals that this thread keeps out must reach the program.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGTERM, SIGHUP, SIGINT] { unsafe sigaddset(&signals, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        unsafe posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(
                &actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        // Libraries may have opened some without the flag that closes them here.
        for descriptor in Self.openDescriptors where descriptor > STDERR_FILENO {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let names = Self.environmentNames
        let variables = names.compactMap { name in environment[name].map { "\(name)=\($0)" } }
        var pid = pid_t()
        let code = unsafe Self.withStrings(arguments) { argv in
            unsafe Self.withStrings(variables) { envp in
                unsafe posix_spawnp(&pid, name, &actions, &attributes, argv, envp)
            }
        }
        return code == 0 ? .success(pid) : .failure(Failure(text: Self.text(code)))
    }

    /// Waits for the end with pauses that grow from 5 ms to a quarter of a second.
    private func wait(for pid: pid_t) -> End {
        let clock = ContinuousClock()
        if let end = Self.end(of: pid, by: clock.now + .seconds(secondsMax), isStopped) {
            return end
        }
        kill(-pid, SIGTERM)
        if Self.end(of: pid, by: clock.now + .seconds(Self.graceSeconds)) == nil {
            kill(-pid, SIGKILL)
            _ = Self.end(of: pid, by: clock.now + .seconds(60))
        }
        // What the program has left running.
        kill(-pid, SIGKILL)
        return .timedOut
    }

    private static func end(
        of pid: pid_t, by deadline: ContinuousClock.Instant, _ isStopped: () -> Bool = { false }
    ) -> End? {
        var pause: UInt32 = 5000
        while true {
            var status: Int32 = 0
            let result = unsafe waitpid(pid, &status, WNOHANG)
            if result == pid {
                let signal = status & 0x7F
                return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
            }
            if result < 0, errno != EINTR { return .notStarted(text(errno)) }
            if isStopped() || ContinuousClock.now >= deadline { return nil }
            usleep(pause)
            pause = min(pause * 2, 250_000)
        }
    }

    private static func withStrings<Value>(
        _ strings: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            // Never empty: the last one is nil.
            guard let base = buffer.baseAddress else { preconditionFailure() }
            return unsafe body(base)
        }
    }

    private static var openDescriptors: [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return (names ?? []).compactMap { Int32($0) }
    }

    private static func text(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
