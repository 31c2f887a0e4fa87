import Foundation
import Glibc
import Testing

@testable import HealthPipeline

/// What systemd hears, on real datagram sockets.
struct ServiceManagerTests {
    /// A datagram socket that hears; bytes of the name as the kernel takes them.
    private final class Ear {
        private let descriptor: Int32

        init(_ name: [UInt8]) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
            let result = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(descriptor, $0, length)
                }
            }
            try #require(result == 0)
        }

        deinit { close(descriptor) }

        func hear() -> String {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = unsafe recv(
                descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        }
    }

    @Test func `messages go to a socket with a path`() throws {
        let folder = try TestFolder()
        let ear = try Ear(Array(folder.path("notify").utf8))
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": folder.path("notify")])
        manager.ready("2 automations\nnext")
        #expect(ear.hear() == "READY=1\nSTATUS=2 automations next")
        manager.reloading()
        let reloading = ear.hear()
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(Int(reloading.split(separator: "=").last ?? "") ?? 0 > 0)
        manager.isAlive()
        #expect(ear.hear() == "WATCHDOG=1")
        manager.status("fine")
        #expect(ear.hear() == "STATUS=fine")
        manager.stopping()
        #expect(ear.hear() == "STOPPING=1")
    }

    @Test func `messages go to a socket of the abstract name space`() throws {
        let name = "hae-test-\(UUID().uuidString)"
        let ear = try Ear([0] + Array(name.utf8))
        ServiceManager(environment: ["NOTIFY_SOCKET": "@" + name]).isAlive()
        #expect(ear.hear() == "WATCHDOG=1")
    }

    @Test(arguments: ["", "relative", "/not/there", "@", "/" + String(repeating: "x", count: 200)])
    func `nobody who listens is no trouble`(name: String) {
        ServiceManager(environment: ["NOTIFY_SOCKET": name]).isAlive()
        ServiceManager(environment: [:]).isAlive()
    }

    @Test func `life is shown twice in the time that systemd allows`() {
        func seconds(_ environment: [String: String]) -> Double? {
            ServiceManager(environment: environment).watchdogSeconds
        }
        #expect(seconds([:]) == nil)
        #expect(seconds(["WATCHDOG_USEC": "120000000"]) == 60)
        #expect(seconds(["WATCHDOG_USEC": "120000000", "WATCHDOG_PID": "\(getpid())"]) == 60)
        #expect(seconds(["WATCHDOG_USEC": "120000000", "WATCHDOG_PID": "1"]) == nil)
        #expect(seconds(["WATCHDOG_USEC": "rubbish"]) == nil)
    }
}
