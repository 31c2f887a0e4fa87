/// Which names in the inbox are files that somebody meant to put there.
enum InboxName {
    /// Of programs that copy, download or synchronise: what bears these endings is not complete yet.
    private static let unfinishedEndings = [
        "~", ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download",
        ".swp", ".lock", ".!sync", ".bts", ".opdownload",
    ]
    /// What desktops leave behind in folders.
    private static let litter: Set<String> = ["thumbs.db", "desktop.ini"]

    /// False for hidden files (rsync, Nextcloud and Syncthing write under such names), for unfinished ones, and for
    /// litter. A file is looked at as soon as it is renamed.
    static func isMeant(_ name: String) -> Bool {
        let lowercased = name.lowercased()
        guard let first = lowercased.first, first != ".", first != "~" else { return false }
        if litter.contains(lowercased) { return false }
        return !unfinishedEndings.contains { lowercased.hasSuffix($0) }
    }

    /// `export-2.zip` for `export.zip` and 2; the name itself for 1.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard number > 1 else { return name }
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
            return "\(name)-\(number)"
        }
        return "\(name[..<dot])-\(number)\(name[dot...])"
    }
}
