import ServiceLifecycle

/// A part of the daemon that works on a thread of its own until it is told to stop.
struct ThreadService: Service {
    let name: String
    let stop: DaemonStop
    /// Says what an error comes from when it throws.
    let guardian: SpoolGuard
    /// Returns soon after the stop.
    let body: @Sendable () throws -> Void

    func run() async throws {
        stop.began(name)
        try await withTaskCancellationOrGracefulShutdownHandler {
            do {
                defer { stop.ended(name) }
                try await BlockingThread.run(name, body)
            } catch is RunStopped {
                return
            } catch {
                let cause = cause(of: error)
                stop.note(cause)
                throw cause
            }
        } onCancelOrGracefulShutdown: {
            stop.request()
        }
        // All threads stop at once, but the group ends its services one by one and takes one that ends before its
        // turn for a fault.
        try? await gracefulShutdown()
    }

    /// Of the many errors that a spool makes which was taken away, the one that tells of it.
    private func cause(of error: any Error) -> any Error {
        do {
            try guardian.check()
            return error
        } catch let cause {
            return cause
        }
    }
}
