/// What the daemon has counted since it began.
struct DaemonCounters: Equatable {
    var runs = 0
    var imports = 0
    var importsFailed = 0
    var deliveries = 0
    var failures = 0
}
