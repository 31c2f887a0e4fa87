import Foundation
import Glibc

/// A run of a program with what it took, as the kernel counts it.
struct MeasuredProgram {
    /// From start to end.
    var seconds: Double
    /// Of all its threads, user and system.
    var processorSeconds: Double
    /// The most that was resident.
    var residentBytes: Int

    /// A program did not end well: a figure would mean nothing.
    struct Failure: Error, CustomStringConvertible {
        let program: String
        let status: Int32

        var description: String {
            "\(program) ended with status \(status) within the bench; run it by hand to see why."
        }
    }

    /// Runs a program to its end, its talk thrown away.
    ///
    /// - Throws: ``Failure`` when it cannot be started, or ends with another status than 0, 2 (part refused) or 75
    ///   (still queued).
    static func run(_ program: String, _ arguments: [String]) throws -> MeasuredProgram {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        var process: pid_t = 0
        let start = ContinuousClock.now
        let code = unsafe posix_spawn(&process, program, &actions, nil, words, environ)
        guard code == 0 else { throw Failure(program: program, status: code) }
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let time = ContinuousClock.now - start
        let (exited, exit) = (status & 0x7f == 0, (status >> 8) & 0xff)
        guard exited, [0, 2, 75].contains(exit) else {
            throw Failure(program: program, status: exited ? exit : status)
        }
        return MeasuredProgram(
            seconds: Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18,
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            residentBytes: usage.ru_maxrss << 10)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
