import HealthMetrics
import HealthPipeline

/// The data types that are compiled in, one line each; a test compares the list with the folder `Plugins`.
enum BuiltInProviders {
    static let registry = ProviderRegistry([
        HealthMetricsProvider()
    ])
}
