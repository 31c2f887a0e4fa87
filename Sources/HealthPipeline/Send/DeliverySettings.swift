import HealthConfig
import HealthModel
import HealthOutbox
import HealthSender

extension AutomationConfig {
    /// The lane's name: as configured, else the automation's own.
    var laneName: String { delivery.lane ?? name }

    /// What the outbox has to know to order, limit and judge this automation's messages.
    var policy: AutomationPolicy {
        AutomationPolicy(
            automation: identity, name: name, lane: laneName,
            order: .init(rawValue: delivery.order.rawValue) ?? .run,
            onDead: .init(rawValue: delivery.onDead.rawValue) ?? .block,
            idempotent: delivery.idempotent, concurrencyMax: delivery.concurrencyMax,
            bodyMax: delivery.bodyBytesMax.map(Int64.init),
            bytesMax: delivery.laneBytesMax.map(Int64.init),
            lifeSeconds: delivery.life?.inSeconds)
    }

    /// Where and how to send, with every secret resolved just now.
    ///
    /// - Throws: `SecretError` for a reference that leads nowhere.
    func endpoint(secrets source: SecretSource) throws -> Endpoint {
        let headers = try delivery.headers.map {
            HeaderField($0.name, try $0.value.resolve(from: source))
        }
        let url = try delivery.url.resolve(from: source)
        var values: [String] = []
        for template in [delivery.url] + delivery.headers.map(\.value) {
            values += try template.references.map { try source.value(of: $0) }
            if template.isSecretLiteral { values.append(try template.resolve(from: source)) }
        }
        var endpoint = Endpoint(url: url, headers: headers, secrets: values)
        endpoint.timeout = delivery.timeout
        endpoint.caFile = delivery.caFile
        endpoint.clientCertificate = delivery.clientCertificate
        endpoint.clientKey = delivery.clientKey
        endpoint.allowInsecure = delivery.allowInsecure
        endpoint.expectsJSON = delivery.expect == .json
        endpoint.proxy =
            switch delivery.proxy {
            case .none: .none
            case .environment: .environment
            case .url(let template): .url(try template.resolve(from: source))
            }
        return endpoint
    }
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
