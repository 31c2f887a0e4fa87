// Commands show what stages report: they import HealthPipeline, and no stage by itself.
@_exported public import HealthConfig
@_exported public import HealthOutbox
@_exported public import HealthPlugin
@_exported public import HealthSource
@_exported public import HealthStore
