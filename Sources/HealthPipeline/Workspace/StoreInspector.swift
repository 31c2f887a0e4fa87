public import HealthPlugin
import HealthStore

/// Answers questions about what the store holds, for commands that only look.
public enum StoreInspector {
    /// The types that the store holds; `nil` when there is no store yet.
    public static func typesIfThereIsAStore(_ workspace: Workspace) throws -> [TypeSummary]? {
        do {
            return try workspace.openStore(.readOnly).reader().types()
        } catch let error as StoreError where error.exitStatus == .noSpool {
            return nil
        }
    }
}
