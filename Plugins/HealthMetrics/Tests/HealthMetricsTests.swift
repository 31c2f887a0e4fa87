import HealthMetrics
import HealthPlugin
import Testing

@Suite struct HealthMetricsTests {
    @Test func `the provider describes itself in the app's words`() {
        let descriptor = HealthMetricsProvider().descriptor
        #expect(descriptor.id == "health_metrics")
        #expect(descriptor.dataKey == "metrics")
        #expect(descriptor.csvPart == "HealthData")
    }
}
