// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that users of rtmp-dissect do not fetch what only measuring needs.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "rtmp-dissect-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "rtmp-dissect", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Stages",
            dependencies: [
                .product(name: "Dissecting", package: "rtmp-dissect"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/Stages", swiftSettings: settings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        .executableTarget(
            name: "replay-captures",
            dependencies: [
                .product(name: "Dissecting", package: "rtmp-dissect"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/replay-captures", swiftSettings: settings),
    ]
)
