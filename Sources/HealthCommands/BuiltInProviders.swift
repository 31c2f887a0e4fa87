import CycleTracking
import ECG
import HealthMetrics
import HealthPipeline
import HeartRateNotifications
import Medications
import StateOfMind
import Symptoms
import Workouts

/// The data types that are compiled in, one line each; a test compares the list with the folder `Plugins`.
enum BuiltInProviders {
    static let registry = ProviderRegistry([
        HealthMetricsProvider(),
        WorkoutsProvider(),
        SymptomsProvider(),
        ECGProvider(),
        HeartRateNotificationsProvider(),
        StateOfMindProvider(),
        CycleTrackingProvider(),
        MedicationsProvider(),
    ])
}
