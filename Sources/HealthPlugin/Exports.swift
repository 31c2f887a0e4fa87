// A plugin imports HealthPlugin and nothing else.
@_exported public import HealthEncoding
@_exported public import HealthModel
