internal import Glibc

extension Endpoint {
    /// Everything in it that would keep a request from being sent, so that a configuration can be refused at once.
    ///
    /// Names are not looked up; a secret over plain http to a *name* is judged when the address is known.
    public func problems(guardedBy addressGuard: AddressGuard = AddressGuard()) -> [EndpointError] {
        var problems: [EndpointError] = []
        do throws(EndpointError) {
            let url = try EndpointURL(url)
            _ = try ProxyRoute.resolve(proxy, url: url)
            let refusal = addressGuard.refusal(
                isPlain: url.isPlain, carriesSecret: carriesSecret, allowInsecure: allowInsecure,
                host: url.host)
            if let refusal { problems.append(EndpointError(.insecure, "url", refusal)) }
        } catch {
            problems.append(error)
        }
        for header in headers {
            do throws(EndpointError) {
                _ = try HeaderRules.checked(user: [header])
            } catch {
                problems.append(error)
            }
        }
        return problems + fileProblems
    }

    private var fileProblems: [EndpointError] {
        let files = [
            ("ca_file", caFile), ("client_cert", clientCertificate), ("client_key", clientKey),
        ]
        return files.compactMap { place, path in
            guard let path, unsafe access(path, R_OK) != 0 else { return nil }
            return EndpointError(
                .file, place, "The \(place) cannot be read; check its path and mode.")
        }
    }
}
