import Foundation

/// What other programs reach on the same bytes, measured by themselves in a Python process.
enum PythonBaseline {
    /// Bytes a second of a bare expat parse, without handlers, of an archive's main XML in memory.
    static func expat(archive: String) throws -> Double? {
        try measure(
            """
            import sys, time, zipfile, pyexpat
            archive = zipfile.ZipFile(sys.argv[1])
            name = next(n for n in archive.namelist() if n.endswith("/export.xml"))
            data = archive.read(name)
            parser = pyexpat.ParserCreate()
            start = time.perf_counter()
            for place in range(0, len(data), 1 << 16):
                parser.Parse(data[place:place + (1 << 16)])
            parser.Parse(b"", True)
            print(len(data) / (time.perf_counter() - start))
            """, [archive])
    }

    /// Points a second that orjson writes from ready dictionaries, a thousand at a time.
    static func orjson(points: Int) throws -> Double? {
        try measure(
            """
            import sys, time, random, orjson
            count = int(sys.argv[1])
            random.seed(1)
            points = [{"date": "2026-03-10 08:%02d:%02d +0100" % (n // 60 % 60, n % 60),
                       "qty": n % 200 if n % 4 == 0 else round(random.random() * 100, 6),
                       "source": "A watch on somebody"} for n in range(count)]
            start = time.perf_counter()
            for place in range(0, count, 1000):
                orjson.dumps(points[place:place + 1000])
            print(count / (time.perf_counter() - start))
            """, [String(points)])
    }

    /// - Returns: The number that the script prints; `nil` where Python or a module of it is not installed.
    private static func measure(_ script: String, _ arguments: [String]) throws -> Double? {
        guard let python = ChildProgram.find("python3") else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", script] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
