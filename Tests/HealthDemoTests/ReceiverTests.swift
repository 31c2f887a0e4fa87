import HealthDemo
import Testing

@Suite struct ReceiverTests {
    /// The request of the wire format's example, whose digest and session are the true ones.
    static let body = Array(
        """
        {"data":{"metrics":[{"name":"step_count","units":"count","data":[{"date":"2026-03-09 \
        00:00:00 +0100","qty":8120,"source":"Apple Watch|iPhone"}]}]}}
        """.utf8
    )

    static let session = "43703ED0-5CA9-576A-96DD-A92A1800F358"

    static let headers = [
        ("Content-Type", "application/json"), ("automation-name", "My Backend API"),
        ("automation-id", "63C89245-980E-5515-8F96-49BC63FE9DE6"),
        ("automation-aggregation", "Days"), ("automation-period", "Yesterday"),
        ("session-id", session), ("Idempotency-Key", "\"\(session)\""),
        ("Content-Digest", "sha-256=:oFGqxpWnJAIpvQSmLFyLQhmMA9xOKvdrUCbhzDzMrs8=:"),
        ("hae-data-type", "metrics"), ("hae-batch", "1/1"),
    ]

    private func headers(without name: String = "", with extra: (String, String)...) -> [(
        String, String
    )] {
        let replaced = extra.map(\.0) + [name]
        return Self.headers.filter { !replaced.contains($0.0) } + extra
    }

    @Test func `the example of the wire format is accepted without a word`() async throws {
        try await withReceiver { client, receiver, reported in
            let answer = await client.post(Self.body, headers: Self.headers)
            #expect(answer.status == 200)
            #expect(
                answer.text.hasSuffix(
                    "{\"accepted\":true,\"session\":\"\(Self.session)\",\"records\":1,\"duplicate\":false}"
                )
            )
            let request = try #require(reported.all.first)
            #expect(request.problems == [])
            #expect(request.dataKey == "metrics")
            #expect(request.metrics == 1)
            #expect(request.records == 1)
            #expect(request.batch == "1/1")
            #expect(receiver.summary.bytes == 147)
            #expect(receiver.summary.recordsByKey == ["metrics": 1])
        }
    }

    @Test func `a client that expects 100-continue gets it before it sends`() async throws {
        try await withReceiver { client, _, reported in
            let answer = await client.post(Self.body, headers: Self.headers, waits: true)
            #expect(answer.wasContinued)
            #expect(answer.status == 200)
            #expect(reported.all.first?.problems == [])
        }
    }

    @Test func `a repeated session is a duplicate whose records count once`() async throws {
        try await withReceiver { client, receiver, reported in
            _ = await client.post(Self.body, headers: Self.headers)
            _ = await client.post(Self.body, headers: Self.headers)
            #expect(receiver.summary.duplicates == 1)
            #expect(receiver.summary.records == 1)
            let other = Array("{\"data\":{}}".utf8)
            _ = await client.post(other, headers: headers(without: "Content-Digest"))
            #expect(reported.all.map(\.isDuplicate) == [false, true, true])
            #expect(
                reported.all[2].problems.contains("the session-id came before with another body")
            )
        }
    }

    @Test func `each missing header of the app is a problem`() async throws {
        try await withReceiver { client, _, reported in
            let names = Self.headers.prefix(6).map(\.0)
            for name in names {
                _ = await client.post(Self.body, headers: headers(without: name))
            }
            for (request, name) in zip(reported.all, names) {
                #expect(request.problems.contains("the header \(name) is missing"))
            }
        }
    }

    @Test(arguments: [
        ("Content-Digest", "sha-256=:AAAA:", "Content-Digest does not fit the body"),
        ("automation-id", "63c89245", "automation-id is no upper-case UUID"),
        ("automation-period", "Last Week", "automation-period is none of the app's words"),
        ("Idempotency-Key", "\"other\"", "Idempotency-Key is not the session-id"),
        ("hae-data-type", "workouts", "hae-data-type is not the key of the body"),
    ])
    func `a header that does not fit is a problem`(
        name: String, value: String, problem: String
    ) async throws {
        try await withReceiver { client, _, reported in
            _ = await client.post(Self.body, headers: headers(with: (name, value)))
            #expect(reported.all.first?.problems == [problem])
        }
    }

    @Test func `the first requests fail as told, and later ones do not`() async throws {
        var options = ReceiverOptions()
        options.failures = ReceiverOptions.Failures(count: 2, status: 503, retryAfter: 7)
        try await withReceiver(options) { client, receiver, _ in
            let first = await client.post(Self.body, headers: Self.headers)
            let second = await client.post(Self.body, headers: Self.headers, waits: true)
            let third = await client.post(Self.body, headers: Self.headers)
            #expect([first.status, second.status, third.status] == [503, 503, 200])
            #expect(first.text.contains("Retry-After: 7\r\n"))
            #expect(!second.wasContinued)
            #expect(receiver.summary.requests == 3)
            #expect(receiver.summary.accepted == 1)
            #expect(receiver.summary.duplicates == 0)
        }
    }

    @Test func `a body over the limit gets 413 before it is sent`() async throws {
        var options = ReceiverOptions()
        options.bodyBytesMax = 146
        try await withReceiver(options) { client, receiver, _ in
            let polite = await client.post(Self.body, headers: Self.headers, waits: true)
            let hasty = await client.post(Self.body, headers: Self.headers)
            #expect([polite.status, hasty.status] == [413, 413])
            #expect(receiver.summary.accepted == 0)
        }
    }

    @Test func `another path is not found, another method not allowed, a look is fine`()
        async throws
    {
        var options = ReceiverOptions()
        options.path = "/health"
        try await withReceiver(options) { client, receiver, _ in
            let elsewhere = await client.post(Self.body, path: "/", headers: Self.headers)
            let here = await client.post(Self.body, headers: Self.headers)
            let look = await client.get("/")
            #expect([elsewhere.status, here.status, look.status] == [404, 200, 200])
            #expect(receiver.summary.accepted == 1)
        }
    }

    @Test func `a taken port is a sentence`() async throws {
        try await withReceiver { client, _, _ in
            var options = ReceiverOptions()
            options.port = client.port
            let error = await #expect(throws: ReceiverError.self) {
                try await withReceiver(options) { _, _, _ in }
            }
            #expect(error?.description.contains("cannot listen on port \(client.port)") == true)
        }
    }
}
