/// The files beside it that the main XML names, as paths below the archive's root.
struct FileReferences {
    private(set) var routes: Set<String> = []
    private(set) var clinical: Set<String> = []

    var count: Int { routes.count + clinical.count }

    mutating func addRoute(_ key: String) {
        routes.insert(key)
    }

    mutating func addClinical(_ key: String) {
        clinical.insert(key)
    }
}
