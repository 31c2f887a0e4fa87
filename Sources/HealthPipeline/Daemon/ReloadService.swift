import ServiceLifecycle
import UnixSignals

/// Reads the configuration again whenever SIGHUP comes.
struct ReloadService: Service {
    let reload: @Sendable () -> Void

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { reload() }
    }
}
