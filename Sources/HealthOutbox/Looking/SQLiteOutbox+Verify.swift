internal import GRDB
internal import HealthModel

extension SQLiteOutbox {
    public func verify(_ options: VerifyOptions) throws -> VerifyReport {
        var check = Verification(self, options)
        return try check.run()
    }
}
