// swift-tools-version: 6.2
import PackageDescription

// MARK: - Plugins: one line each, here and in Sources/HealthCommands/BuiltInProviders.swift

let plugins = [
    "CycleTracking",
    "ECG",
    "HealthMetrics",
    "HeartRateNotifications",
    "Medications",
    "StateOfMind",
    "Symptoms",
    "Workouts",
]

// MARK: - External packages

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// MARK: - Modules, leaf first: each imports only what stands above it

var targets: [Target] = [
    .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CSQLiteShim", dependencies: [sqlite]),
    .target(name: "HealthModel"),
    .target(name: "HealthXML"),
    .target(name: "HealthEncoding", dependencies: ["HealthModel"]),
    .target(name: "HealthPlugin", dependencies: ["HealthModel", "HealthEncoding"]),
    .target(name: "HealthSource", dependencies: ["HealthPlugin", "HealthXML", "CISAL", "CZlib"]),
    .target(name: "HealthStore", dependencies: ["HealthPlugin", "CSQLiteShim", grdb]),
    .target(
        name: "HealthOutbox", dependencies: ["HealthModel", "CISAL", "CSQLiteShim", crypto, grdb]),
    .target(
        name: "HealthSender", dependencies: ["HealthModel", "HealthEncoding", "CCurl", crypto]),
    .target(name: "HealthSinger", dependencies: ["HealthPlugin", subprocess, systemPackage]),
    .target(name: "HealthConfig", dependencies: ["HealthPlugin", yams]),
    .target(
        name: "HealthPipeline",
        dependencies: [
            "HealthConfig", "HealthOutbox", "HealthPlugin", "HealthSender", "HealthSinger",
            "HealthSource", "HealthStore", "CMalloc", "CZlib", crypto, lifecycle, logging,
        ]
    ),
    .target(
        name: "HealthDemo",
        dependencies: ["HealthModel", "CZlib", crypto, hummingbird, lifecycle, logging]),
    .target(
        name: "HealthBench",
        dependencies: [
            "HealthDemo", "HealthEncoding", "HealthModel", "HealthOutbox", "HealthPipeline",
            "HealthPlugin", "HealthSender", "HealthStore", "HealthTesting", crypto, grdb, sqlite,
        ]),
    .target(
        name: "HealthCommands",
        dependencies: [
            "CMalloc", "HealthBench", "HealthPipeline", "HealthDemo", argumentParser, logging,
        ]
            + plugins.map { .target(name: $0) }
    ),
    // The linker that comes with Swift: others warn of what Foundation does when it is linked statically.
    .executableTarget(
        name: "hae", dependencies: ["HealthCommands"],
        linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
]

for plugin in plugins {
    targets += [
        .target(name: plugin, dependencies: ["HealthPlugin"], path: "Plugins/\(plugin)/Sources"),
        .testTarget(
            name: "\(plugin)Tests", dependencies: [.target(name: plugin), "HealthPluginTesting"],
            path: "Plugins/\(plugin)/Tests", resources: [.copy("Fixtures")]),
    ]
}

// MARK: - Test kit and tests

targets += [
    .target(name: "HealthTesting", dependencies: ["HealthModel", crypto]),
    .target(name: "HealthPluginTesting", dependencies: ["HealthPlugin", "HealthStore"]),
    .testTarget(
        name: "HealthPluginTestingTests", dependencies: ["HealthPluginTesting"],
        resources: [.copy("Daily"), .copy("Water")]),
    .testTarget(name: "HealthModelTests", dependencies: ["HealthTesting", "HealthModel"]),
    .testTarget(name: "HealthXMLTests", dependencies: ["HealthTesting", "HealthXML"]),
    .testTarget(name: "HealthEncodingTests", dependencies: ["HealthTesting", "HealthEncoding"]),
    .testTarget(name: "HealthPluginTests", dependencies: ["HealthTesting", "HealthPlugin"]),
    .testTarget(
        name: "HealthSourceTests",
        dependencies: ["HealthTesting", "HealthSource", "CZlib", "Medications", "StateOfMind"]),
    .testTarget(name: "HealthStoreTests", dependencies: ["HealthTesting", "HealthStore", grdb]),
    .testTarget(
        name: "HealthOutboxTests",
        dependencies: ["HealthModel", "HealthOutbox", "OutboxProbe", crypto, grdb]),
    .executableTarget(
        name: "OutboxProbe", dependencies: ["HealthModel", "HealthOutbox"],
        path: "Tests/OutboxProbe"),
    .testTarget(
        name: "HealthSenderTests", dependencies: ["HealthSender", "HealthTesting", crypto]),
    .testTarget(
        name: "HealthSingerTests",
        dependencies: [
            "hae", "HealthEncoding", "HealthOutbox", "HealthPipeline", "HealthSinger",
            "HealthTesting",
        ]),
    .testTarget(name: "HealthBenchTests", dependencies: ["HealthBench", "HealthSender"]),
    .testTarget(name: "HealthConfigTests", dependencies: ["HealthConfig"]),
    .testTarget(
        name: "HealthPipelineTests",
        dependencies: [
            "hae", "HealthConfig", "HealthMetrics", "HealthModel", "HealthOutbox", "HealthPipeline",
            "HealthPlugin", "HealthSender", "HealthTesting", crypto, logging,
        ]),
    .testTarget(
        name: "HealthCommandsTests",
        dependencies: [
            "hae", "HealthCommands", "HealthModel", "HealthOutbox", "HealthPipeline",
            "HealthPlugin",
        ]),
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "hae", "HealthDemo", "HealthEncoding", "HealthModel", "HealthTesting", logging,
        ]),
    .testTarget(name: "HealthDemoTests", dependencies: ["HealthDemo", crypto, logging]),
    .testTarget(name: "PluginGuideTests", dependencies: ["hae"]),
    .testTarget(name: "TidyTests"),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .testTarget(
        name: "HotLoopTests",
        dependencies: [
            "CAllocationCount", "HealthEncoding", "HealthModel", "HealthPlugin", "HealthSource",
            "HealthXML",
        ]),
]

let package = Package(
    name: "hae",
    products: [.executable(name: "hae", targets: ["hae"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: targets
)

for target in package.targets where target.type != .system && !target.name.hasPrefix("C") {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
