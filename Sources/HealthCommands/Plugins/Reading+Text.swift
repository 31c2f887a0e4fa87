import HealthPipeline

extension ProviderDescriptor.Reading {
    var text: String {
        switch self {
        case .type(let name): name
        case .types(let prefix): prefix + "*"
        case .document(let kind): kind
        }
    }
}
