import HealthXML

extension MemberReport.Kind {
    /// What a member is by its path alone; `nil` when its content has to tell.
    ///
    /// Only folders and what other systems add have names that can be relied on: the main file's is localized.
    init?(path: [Substring], isFolder: Bool) {
        guard let last = path.last else {
            self = .junk
            return
        }
        if isFolder || path.contains("__MACOSX") || last.hasPrefix("._") || last == ".DS_Store" {
            self = .junk
            return
        }
        switch path.dropLast().last {
        case "workout-routes": self = .route
        case "electrocardiograms": self = .electrocardiogram
        case "clinical-records": self = .clinical
        default: return nil
        }
    }

    /// What a member is by its first bytes, of which there should be 16 KiB.
    init(content head: [UInt8]) {
        let marks: [(text: StaticString, kind: Self)] = [
            ("<!DOCTYPE HealthData", .main), ("<HealthData", .main),
            ("<ClinicalDocument", .clinicalDocument), ("<gpx", .route),
        ]
        var cursor = 0
        while let next = head[cursor...].firstIndex(of: UInt8(ascii: "<")) {
            for mark in marks where head.span.matches(mark.text, at: next) {
                self = mark.kind
                return
            }
            cursor = next + 1
        }
        self = .unknown
    }
}
