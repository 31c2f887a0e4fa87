import ServiceLifecycle

/// A part of the daemon that works on a thread of its own until it is told to stop.
struct ThreadService: Service {
    let name: String
    let stop: DaemonStop
    /// Returns soon after the stop.
    let body: @Sendable () throws -> Void

    func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            do {
                try await BlockingThread.run(name, body)
            } catch is RunStopped {
                return
            } catch {
                stop.note(error)
                throw error
            }
        } onCancelOrGracefulShutdown: {
            stop.request()
        }
        // All threads stop at once, but the group ends its services one by one and takes one that ends before its
        // turn for a fault.
        try? await gracefulShutdown()
    }
}
