import Foundation
import HealthConfig
import HealthModel
import Testing

/// References to secrets: where they may stand, what they resolve to, and what is never shown.
@Suite struct SecretTests {
    private func url(_ text: String, _ environment: [String: String] = [:]) throws -> Template {
        try #require(
            try read("notifications: { webhook: { url: \"\(text)\" } }").notifications.webhook
        )
        .url
    }

    private func printed(_ body: () throws -> String) -> String {
        do { return try body() } catch { return "\(error)" }
    }

    @Test func `references of the environment resolve when used`() throws {
        let template = try url("https://a.example/${env:TOPIC}/x?key=${env:KEY}")
        #expect(template.display == "https://a.example/${env:TOPIC}/x?key=${env:KEY}")
        #expect(template.carriesSecret && !template.isSecretLiteral)
        let source = SecretSource(environment: ["TOPIC": "t", "KEY": "k"], directory: "/")
        #expect(try template.resolve(from: source) == "https://a.example/t/x?key=k")
        let poor = SecretSource(environment: ["TOPIC": "t"], directory: "/")
        #expect(
            printed { try template.resolve(from: poor) }
                == "${env:KEY}: the environment variable KEY is not set; set it for hae")
        let empty = SecretSource(environment: ["TOPIC": ""], directory: "/")
        #expect(
            printed { try template.resolve(from: empty) }
                == "${env:TOPIC}: it is empty; put the secret into it")
    }

    @Test func `files of secrets must be private`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/token"
            try Data("s3cr3t\r\n".utf8).write(to: URL(filePath: path))
            let template = try url("https://a.example/${file:token}")
            let source = SecretSource(environment: [:], directory: folder)
            try setMode(0o640, of: path)
            #expect(
                printed { try template.resolve(from: source) }
                    == "${file:token}: \(path) can be read by others (mode 0640); run: chmod 600 \(path)"
            )
            let error = #expect(throws: SecretError.self) { try template.resolve(from: source) }
            #expect(error?.exitStatus == .permission)
            try setMode(0o600, of: path)
            #expect(try template.resolve(from: source) == "https://a.example/s3cr3t")

            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: "token")
            #expect(
                try url("https://a.example/${file:link}").resolve(from: source)
                    == "https://a.example/s3cr3t")
            #expect(
                printed { try url("https://a/${file:nowhere}").resolve(from: source) }
                    == "${file:nowhere}: there is no file \(folder)/nowhere")
            #expect(
                printed { try url("https://a/${file:.}").resolve(from: source) }
                    == "${file:.}: \(folder) is not a regular file")
        }
    }

    @Test func `a secret is one line of text`() throws {
        try withTemporaryFolder { folder in
            let source = SecretSource(
                environment: ["TWO": "a\r\nX-Evil: 1"], directory: folder)
            #expect(
                printed { try url("https://a.example/${env:TWO}").resolve(from: source) }
                    == "${env:TWO}: it is not one line of UTF-8 text without control characters")
            for (name, bytes) in [("bad", [0xFF, 0xFE]), ("null", [0x61, 0])] as [(String, [UInt8])]
            {
                try Data(bytes).write(to: URL(filePath: folder + "/" + name))
                try setMode(0o600, of: folder + "/" + name)
                let template = try url("https://a.example/${file:\(name)}")
                #expect(
                    printed { try template.resolve(from: source) }
                        == "${file:\(name)}: it is not one line of UTF-8 text without control characters"
                )
            }
            let large = folder + "/large"
            try Data(repeating: 0x61, count: 70_000).write(to: URL(filePath: large))
            try setMode(0o600, of: large)
            #expect(
                printed { try url("https://a.example/${file:large}").resolve(from: source) }
                    == "${file:large}: \(large) has more than 65536 bytes; is this the right file?")
        }
    }

    @Test func `credentials come from systemd's folder, whatever the group may read`() throws {
        try withTemporaryFolder { folder in
            try Data("s3cr3t".utf8).write(to: URL(filePath: folder + "/ha"))
            try setMode(0o440, of: folder + "/ha")
            let template = try url("https://a.example/${cred:ha}")
            let source = SecretSource(
                environment: ["CREDENTIALS_DIRECTORY": folder], directory: "/nowhere")
            #expect(try template.resolve(from: source) == "https://a.example/s3cr3t")
            let none = SecretSource(environment: [:], directory: folder)
            #expect(
                printed { try template.resolve(from: none) }
                    == "${cred:ha}: CREDENTIALS_DIRECTORY is not set; it is there when systemd starts hae with "
                    + "LoadCredential=ha:…")
        }
    }

    @Test func `a dollar stands for itself, and doubled before a brace for one`() throws {
        let source = SecretSource(environment: ["A": "1"], directory: "/")
        #expect(
            try url("https://a/$5$$?$${env:A}${env:A}").resolve(from: source)
                == "https://a/$5$$?${env:A}1")
    }

    @Test(arguments: [
        ("${env:A", "has a ${ without a } behind it"),
        ("${secret:A}", "has a reference ${…} of unknown kind"),
        ("${A}", "has a reference ${…} of unknown kind"),
        ("${env:}", "has a reference ${env:…} without a proper name"),
        ("${env:1A}", "has a reference ${env:…} without a proper name"),
        ("${cred:../x}", "has a reference ${cred:…} without a proper name"),
    ]) func `a bad reference is explained`(text: String, message: String) {
        #expect(
            mistakes(
                in: "prometheus: x\nnotifications: { webhook: { url: \"https://a/\(text)\" } }")
                    == """
                    hae.yaml:2:34: "url" in "webhook" \(message)
                    notifications: { webhook: { url: "https://a/\(text)" } }
                                                     ^
                      Allowed: ${env:NAME}, ${file:PATH}, ${cred:NAME}; $${ stands for ${ itself.
                    """)
    }

    @Test func `missing secrets are mistakes when they are checked`() throws {
        try withTemporaryFolder { folder in
            try Data("s3cr3t".utf8).write(to: URL(filePath: folder + "/open"))
            try setMode(0o644, of: folder + "/open")
            let text = automation("headers:\n  X-A: \"${env:A}\"\n  X-B: \"Bearer ${file:open}\"")
            #expect(mistakes(in: text, directory: folder) == "")
            #expect(
                mistakes(in: text, checksSecrets: true, directory: folder) == """
                    hae.yaml:6:7: "headers" in automation "Runs" needs ${env:A}: the environment variable A is not \
                    set; set it for hae
                          X-A: "${env:A}"
                          ^
                    hae.yaml:7:7: "headers" in automation "Runs" needs ${file:open}: \(folder)/open can be read by \
                    others (mode 0644); run: chmod 600 \(folder)/open
                          X-B: "Bearer ${file:open}"
                          ^
                    """)
            let permissionOnly = automation("headers: { X-B: \"${file:open}\" }")
            let error = #expect(throws: ConfigError.self) {
                try read(permissionOnly, checksSecrets: true, directory: folder)
            }
            #expect(error?.exitStatus == .permission)
            let both = #expect(throws: ConfigError.self) {
                try read(text, checksSecrets: true, directory: folder)
            }
            #expect(both?.exitStatus == .configuration)
        }
    }

    @Test func `literal secrets are marked, warned of and never shown`() throws {
        let names = [
            "Authorization", "COOKIE", "Proxy-Authorization", "X-Api-Key", "a-token", "My-Secret",
        ]
        let headers = names.map { "  \($0): s3cr3t" }.joined(separator: "\n")
        let config = try read(automation("headers:\n  Accept: text/plain\n\(headers)"))
        let delivery = try #require(config.automations.first).delivery
        #expect(delivery.carriesSecret)
        #expect(
            delivery.headers.map(\.value.display) == ["text/plain"] + names.map { _ in "(secret)" })
        #expect(delivery.headers.map(\.value.isSecretLiteral) == [false] + names.map { _ in true })
        var dumped = ""
        dump(config, to: &dumped)
        #expect(!"\(config) \(dumped) \(String(reflecting: config))".contains("s3cr3t"))
        let source = SecretSource(environment: [:], directory: "/")
        #expect(try delivery.headers[1].value.resolve(from: source) == "s3cr3t")
        #expect(
            config.warnings.first?.description == """
                hae.yaml:7:7: header "Authorization" in automation "Runs" has its secret written out
                      Authorization: …
                      ^
                  Put it elsewhere and refer to it: ${file:PATH}, ${env:NAME} or ${cred:NAME}
                """)
        #expect(config.warnings.count == names.count)
    }

    @Test func `no mistake shows a secret that stands beside it`() {
        let text = """
            notifications: { webhook: { url: "https://me:s3cr3t@ntfy.example.org", stile: json } }
            plugins: [{ id: a, tap: [a], config: { b: s3cr3t, c: ["s3cr3t", 's3cr''3t'] }, x: 1 }]
            automations:
              - { name: A, url: ftp://x, headres: { Authorization: "s3cr\\"3t" }, data_type: symptom }
              - name: B
                password: >
                  s3cr3t
                  and more s3cr3t
                headers: "s3cr3t
                  s3cr3t"
                api_token: [s3cr3t]
                url: https://a.example
                data_type: x
            """
        let printed = mistakes(in: text)
        #expect(
            printed.split(separator: "\n").count { $0.hasPrefix("hae.yaml:") } == 10, "\(printed)")
        #expect(!printed.contains("s3cr3t") && !printed.contains("3t"), "\(printed)")
    }

    @Test(arguments: [
        ("Host", "\"headers\" in automation \"Runs\" cannot set \"Host\", which hae sets itself"),
        (
            "content-length",
            "\"headers\" in automation \"Runs\" cannot set \"content-length\", which hae sets itself"
        ),
        (
            "Content-Encoding",
            "\"headers\" in automation \"Runs\" cannot set \"Content-Encoding\", which hae sets itself"
        ),
        (
            "Transfer-Encoding",
            "\"headers\" in automation \"Runs\" cannot set \"Transfer-Encoding\", which hae sets itself"
        ),
        (
            "CONNECTION",
            "\"headers\" in automation \"Runs\" cannot set \"CONNECTION\", which hae sets itself"
        ),
        ("X Y", "\"headers\" in automation \"Runs\" has a name that HTTP does not allow: \"X…\""),
        (
            "Käse",
            "\"headers\" in automation \"Runs\" has a name that HTTP does not allow: \"K…\""
        ),
    ]) func `such headers cannot be set`(name: String, message: String) {
        let printed = mistakes(in: automation("headers: { \(name): x }"))
        #expect(printed.hasPrefix("hae.yaml:5:16: \(message)\n"), "\(printed)")
    }

    @Test func `a secret that slipped into a name is not shown`() {
        #expect(
            mistakes(in: automation("headers: { \"Authorization: Bearer s3cr3t\": , X-A: b }"))
                == """
                hae.yaml:5:16: "headers" in automation "Runs" has a name that HTTP does not allow: \
                "Authorization…"
                    headers: { …: , X-A: … }
                               ^
                  Allowed in names: letters, digits and !#$%&'*+-.^_`|~
                """)
    }

    @Test func `a header is one line and stands once`() {
        #expect(
            mistakes(in: automation("headers:\n  X-A: \"a\\r\\nB: c\"\n  x-b: 1\n  X-B: 2")) == """
                hae.yaml:6:7: "headers" in automation "Runs" has a line break or control character in the value of "X-A"
                      X-A: …
                      ^
                  A header is one line of text.
                hae.yaml:8:7: "headers" in automation "Runs" has "X-B" again; it is already in line 7
                      X-B: …
                      ^
                  Header names compare without case. Keep one of them.
                """)
    }
}
