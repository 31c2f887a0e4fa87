import Testing

@testable import HealthPipeline

/// What the idle daemon gives back.
struct MemoryTrimTests {
    private static let map = """
        55d000000000-55d000200000 r-xp 00001000 fe:00 1234567                    /usr/bin/hae
        Size:               2048 kB
        Rss:                1024 kB
        Anonymous:             0 kB
        VmFlags: rd ex mr mw me sd
        55d000200000-55d000300000 r--p 00201000 fe:00 1234567                    /usr/bin/hae
        Anonymous:           512 kB
        55d000300000-55d000400000 rw-p 00301000 fe:00 1234567                    /usr/bin/hae
        Anonymous:             0 kB
        7f0000000000-7f0000100000 r--s 00000000 fe:00 89                         /spool/health.db-shm
        Anonymous:             0 kB
        7fff00000000-7fff00100000 r-xp 00000000 00:00 0                          [vdso]
        Anonymous:             0 kB

        """

    @Test func `only what a file holds as a whole is given back`() {
        let regions = MemoryTrim.regions(Array(Self.map.utf8))
        #expect(regions.map(\.rights) == ["r-xp", "r--p", "rw-p", "r--s", "r-xp"])
        #expect(regions.map(\.isWhole) == [true, false, false, false, false])
        #expect(regions.first?.start == 0x55d0_0000_0000)
        #expect(regions.first?.end == 0x55d0_0020_0000)
        #expect(MemoryTrim.regions(Array("no map\n\nzz-1 r-xp 0 0 1\n".utf8)) == [])
    }

    @Test func `the program goes on with what comes back from its files`() {
        let before = (0..<2000).map { "\($0)" }.joined(separator: ",")
        MemoryTrim.run()
        let after = (0..<2000).map { "\($0)" }.joined(separator: ",")
        #expect(before == after)
    }
}
