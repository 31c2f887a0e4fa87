public import Foundation

/// A certificate authority in a temporary folder, made with `openssl`, and certificates signed by it.
public struct TestAuthority: Sendable {
    /// A certificate with its key in one PEM file.
    public enum Certificate: String, Sendable, CaseIterable {
        /// For `localhost` and 127.0.0.1.
        case good
        /// For `elsewhere.example` only.
        case wrongHost
        /// Ended in 2001.
        case expired
        /// Signed by nobody but itself.
        case selfSigned
        /// For a client.
        case client
    }

    public struct ToolError: Error {
        public let arguments: [String]
    }

    public let folder: URL

    /// Makes the folder and the authority in it.
    public init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hae-tls-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try make(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", path("ca.key"), "-out", caFile, "-days", "3650", "-subj",
            "/CN=hae test authority")
    }

    /// The authority's certificate.
    public var caFile: String { path("ca.crt") }

    /// Certificate and key in one file, made when first asked for.
    public func file(_ certificate: Certificate) throws -> String {
        let file = path("\(certificate.rawValue).pem")
        guard !FileManager.default.fileExists(atPath: file) else { return file }
        switch certificate {
        case .good, .expired: try sign(certificate, names: "DNS:localhost,IP:127.0.0.1")
        case .wrongHost: try sign(certificate, names: "DNS:elsewhere.example")
        case .client: try sign(certificate, names: "DNS:client.example")
        case .selfSigned: try signSelf()
        }
        try join(certificate)
        return file
    }

    public func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func sign(_ certificate: Certificate, names: String) throws {
        let name = certificate.rawValue
        try make(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            path("\(name).key"), "-out", path("\(name).csr"), "-subj", "/CN=\(name)")
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appending(path: "\(name).ext"))
        // Only `openssl ca` can sign with dates of the past, and it wants a folder of its own.
        if certificate == .expired {
            try Data().write(to: folder.appending(path: "index.txt"))
            try Data(configuration.utf8).write(to: folder.appending(path: "ca.cnf"))
            try make(
                "ca", "-batch", "-config", path("ca.cnf"), "-in", path("\(name).csr"), "-out",
                path("\(name).crt"), "-extfile", path("\(name).ext"), "-startdate",
                "20000101000000Z",
                "-enddate", "20010101000000Z")
        } else {
            try make(
                "x509", "-req", "-in", path("\(name).csr"), "-CA", caFile, "-CAkey", path("ca.key"),
                "-CAcreateserial", "-days", "3650", "-extfile", path("\(name).ext"), "-out",
                path("\(name).crt"))
        }
    }

    private func signSelf() throws {
        try make(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", path("selfSigned.key"), "-out", path("selfSigned.crt"), "-days", "3650",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    }

    private var configuration: String {
        """
        [ca]
        default_ca = test
        [test]
        database = \(path("index.txt"))
        new_certs_dir = \(folder.path)
        certificate = \(caFile)
        private_key = \(path("ca.key"))
        rand_serial = yes
        default_md = sha256
        policy = any
        [any]
        commonName = supplied

        """
    }

    private func join(_ certificate: Certificate) throws {
        let name = certificate.rawValue
        let parts = try ["crt", "key"].map {
            try Data(contentsOf: folder.appending(path: "\(name).\($0)"))
        }
        try parts.reduce(Data(), +).write(to: folder.appending(path: "\(name).pem"))
    }

    private func make(_ arguments: String...) throws {
        guard TLSTools.run("openssl", arguments) == 0 else { throw ToolError(arguments: arguments) }
    }
}
