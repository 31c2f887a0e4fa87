public import HealthModel

/// One request as the outbox froze it: the same on every attempt.
///
/// Not `Sendable`: the sender takes it over with its body.
public struct Request {
    /// The caller's name for it, unique among the requests in flight; comes back with the verdict.
    public var tag: Int64
    public var method: String
    /// The app's headers and ours, in order.
    public var headers: [HeaderField]
    /// Read by the lane's thread while the transfer runs, from the start as often as needed.
    public var body: any BodySource
    /// The key under `data` of the body (`metrics`, `workouts`, …): which entry of a 207 is about this request.
    public var dataKey: String?
    /// Do not use an idle connection: after 421, or when one died under the last attempt.
    public var freshConnection = false
    /// Ask with `Expect: 100-continue` whatever the size; else libcurl does so above 1 MiB.
    public var asksBeforeBody = false

    public init(
        tag: Int64, method: String = "POST", headers: [HeaderField], body: any BodySource,
        dataKey: String? = nil
    ) {
        (self.tag, self.method, self.headers) = (tag, method, headers)
        (self.body, self.dataKey) = (body, dataKey)
    }
}
