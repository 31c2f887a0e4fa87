public import HealthConfig
public import HealthOutbox
public import HealthPlugin

/// Configuration, spool, clock and providers of one invocation: what every stage starts from.
///
/// Opens no database by itself; a stage opens what it needs and closes it again.
public struct Workspace: Sendable {
    public let configuration: HaeConfig
    /// Absolute path of the folder with all state.
    public let spool: String
    public let registry: ProviderRegistry
    /// Environment variables, for secrets and zones.
    public let environment: [String: String]
    private let fixedNow: Instant?

    /// Reads and checks the configuration.
    ///
    /// - Parameters:
    ///   - file: The file, or `nil` to look for it where the design says.
    ///   - spool: Wins over the configuration's `spool:`.
    ///   - now: Fixes the clock.
    /// - Throws: `ConfigError` with all mistakes; nothing in the spool has been touched then.
    public init(
        configuration file: String?, spool: String?, now: Instant?, registry: ProviderRegistry,
        environment: [String: String], workingDirectory: String
    ) throws {
        let reader = ConfigReader(
            vocabulary: ConfigVocabulary(providers: registry), environment: environment)
        configuration = try reader.read(named: file, workingDirectory: workingDirectory)
        self.spool =
            spool.map {
                ConfigPath.absolute($0, in: workingDirectory, home: environment["HOME"])
            } ?? configuration.spool
        (self.registry, self.environment, fixedNow) = (registry, environment, now)
    }

    /// The present, or what `--now` says it is.
    public var now: Moment { fixedNow.map { Moment($0) } ?? .now() }

    /// The clock as the outbox takes it.
    public var clock: OutboxClock {
        guard let fixedNow else { return { .now() } }
        return { Moment(fixedNow) }
    }

    /// The zone of an automation, or of everything that is not an automation's own.
    public func zone(of measure: MeasureConfig) throws -> ZoneTable {
        let loader = ZoneLoader(environment: environment)
        return try loader.table(named: measure.timezone ?? loader.systemZoneName())
    }

    /// Where references to secrets lead.
    public var secrets: SecretSource {
        configuration.secretSource(environment: environment)
    }
}
