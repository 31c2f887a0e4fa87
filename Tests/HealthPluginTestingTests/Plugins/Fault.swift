import HealthPluginTesting

/// One thing that a plugin does wrong, each against a rule.
enum Fault: String, CaseIterable {
    case `an id with capitals`
    case `a default that may not be written`
    case `a required option without an example`
    case `the same reading twice`
    case `another key than the examples have`
    case `dates that fall`
    case `a record that is half a value`
    case `a row without its last cell`
    case `a header of another hand`
    case `another order every time`
    case `a document per import`
    case `a source that is lost in reading`
    case `nothing marked as touched`
    case `days that are not whole`
    case `the newest arrival missed`
    case `every tenth row left out`
    case `an hour of difference in CSV`
    case `unknown keys dropped`
    case `a reason that shows the value`
    case `an error for an odd amount`
    case `infinity in a cell`
    case `everything in memory`
    case `records that swell`

    var rule: ContractRule {
        switch self {
        case .`an id with capitals`, .`a default that may not be written`,
            .`a required option without an example`, .`the same reading twice`:
            .options
        case .`another key than the examples have`: .examples
        case .`dates that fall`, .`a record that is half a value`, .`a row without its last cell`,
            .`a header of another hand`, .`another order every time`:
            .order
        case .`a document per import`: .idempotence
        case .`a source that is lost in reading`: .roundTrip
        case .`nothing marked as touched`, .`days that are not whole`,
            .`the newest arrival missed`:
            .arrivals
        case .`every tenth row left out`, .`an hour of difference in CSV`: .formats
        case .`unknown keys dropped`, .`a reason that shows the value`,
            .`an error for an odd amount`, .`infinity in a cell`:
            .extremes
        case .`everything in memory`, .`records that swell`: .limits
        }
    }
}
