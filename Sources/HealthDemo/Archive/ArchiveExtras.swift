import HealthModel

/// The members beside the main XML: routes, electrocardiograms, the CDA copy, one clinical file.
struct ArchiveExtras {
    static let clinicalName = "Observation-0A1B2C3D-0000-4000-A000-000000000001.json"

    private let script: ArchiveScript

    init(script: ArchiveScript) {
        self.script = script
    }

    /// A stub of the copy that nobody reads, with the second root that real ones have.
    var documentCopy: String {
        """
        <?xml version="1.0"?>
        <ClinicalDocument xmlns="urn:hl7-org:v3">
         <id extension="Health Export CDA" root="1.1.1.1.1.1.1.1.1"/>
         <title>Health Data Export</title>
        </ClinicalDocument>
        <component/>

        """
    }

    var clinicalFile: String {
        """
        {"resourceType":"Observation","id":"example-1","status":"final",\
        "code":{"text":"Example"},"valueQuantity":{"value":5.1,"unit":"mmol/L"}}

        """
    }

    /// The route files of a day by name. Routes that end in one minute share a file.
    func routes(on day: CivilDate) -> [(name: String, points: Int, text: [UInt8])] {
        let spans = script.workouts(on: script.plan(day)).flatMap { workout in
            workout.routes.map { (workout: workout, span: $0) }
        }
        var files: [(name: String, points: Int, text: [UInt8])] = []
        var index = 0
        while index < spans.count {
            let name = RouteName(end: spans[index].span.upperBound, zone: script.options.zone)
            var shared: [(workout: PlannedWorkout, span: Range<Int64>)] = []
            while index < spans.count,
                RouteName(end: spans[index].span.upperBound, zone: script.options.zone).path
                    == name.path
            {
                shared.append(spans[index])
                index += 1
            }
            let file = RouteFile(
                name: name, exported: script.exportMoment.seconds, step: script.options.routeStep
            )
            let (text, points) = file.write(shared)
            files.append((name.path, points, text))
        }
        return files
    }

    /// The electrocardiograms of a day: one a month, and once in a while a second one.
    func electrocardiograms(on day: CivilDate) -> [(name: String, text: [UInt8])] {
        let number = Int(day.dayNumber.magnitude)
        guard number % 30 == 11 else { return [] }
        let midnight = script.options.zone.midnight(of: day).seconds
        let count = number % 90 == 11 ? 2 : 1
        return (0..<count).compactMap { index in
            let moment = midnight + 34_200 + Int64(index) * 300
            guard moment < script.cutoff else { return nil }
            let suffix = index == 0 ? "" : "_\(index)"
            let file = ElectrocardiogramFile(
                moment: moment, zone: script.options.zone, number: number / 30 + index
            )
            return ("ecg_\(DateText.day(day))\(suffix).csv", file.text(seed: script.options.seed))
        }
    }
}
