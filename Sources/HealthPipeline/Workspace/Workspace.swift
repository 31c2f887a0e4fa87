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
    /// What tells everything here the time.
    public let clock: OutboxClock

    /// Reads and checks the configuration.
    ///
    /// - Parameters:
    ///   - file: The file, or `nil` to look for it where the design says.
    ///   - spool: Wins over the configuration's `spool:`.
    ///   - now: Fixes the clock; `nil`: `clock`.
    /// - Throws: `ConfigError` with all mistakes; nothing in the spool has been touched then.
    public init(
        configuration file: String?, spool: String?, now: Instant? = nil,
        registry: ProviderRegistry, environment: [String: String], workingDirectory: String,
        clock: @escaping OutboxClock = { .now() }
    ) throws {
        let reader = ConfigReader(
            vocabulary: ConfigVocabulary(providers: registry), environment: environment)
        configuration = try reader.read(named: file, workingDirectory: workingDirectory)
        self.spool =
            spool.map {
                ConfigPath.absolute($0, in: workingDirectory, home: environment["HOME"])
            } ?? configuration.spool
        (self.registry, self.environment) = (registry, environment)
        if let now {
            self.clock = { Moment(now) }
        } else {
            self.clock = clock
        }
    }

    /// The present, or what `--now` says it is.
    public var now: Moment { clock() }

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
