// swift-tools-version: 6.3
import PackageDescription

// The targets stand in the order in which data flows; each knows only those above it.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-enforce-exclusivity=unchecked", "-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
    name: "rtmp-dissect",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "rtmp-dissect", targets: ["rtmp-dissect"]),
        // The rooms below the command, for Benchmarks/.
        .library(
            name: "Dissecting",
            targets: [
                "Bytes", "Folding", "Packets", "PcapCapture", "Segments", "Streams", "AMF", "Media", "RTMP",
                "Dissection", "Diagnostics", "Renderings",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CPcap", path: "Sources/CPcap", pkgConfig: "libpcap",
            providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(
            name: "Bytes", path: "Sources/Bytes",
            // ~Escapable readers need this one experimental feature; no other target does.
            swiftSettings: settings + [.enableExperimentalFeature("Lifetimes")]),
        .target(name: "Folding", path: "Sources/Folding", swiftSettings: settings),
        .target(name: "Packets", path: "Sources/Packets", swiftSettings: settings),
        .target(
            name: "PcapCapture", dependencies: ["Bytes", "Packets", "CPcap", "CZlib"],
            path: "Sources/PcapCapture", swiftSettings: settings),
        .target(
            name: "Segments", dependencies: ["Bytes", "Packets"], path: "Sources/Segments", swiftSettings: settings),
        .target(
            name: "Streams", dependencies: ["Packets", "Segments"], path: "Sources/Streams", swiftSettings: settings),
        .target(name: "AMF", dependencies: ["Bytes"], path: "Sources/AMF", swiftSettings: settings),
        .target(name: "Fields", dependencies: ["AMF"], path: "Sources/Fields", swiftSettings: settings),
        .target(
            name: "Media", dependencies: ["Bytes", "AMF", "Fields"], path: "Sources/Media", swiftSettings: settings),
        .target(
            name: "RTMP",
            dependencies: ["Bytes", "AMF", "Fields", "Media", .product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/RTMP", swiftSettings: settings),
        .target(
            name: "Dissection",
            dependencies: ["Bytes", "Folding", "Packets", "Segments", "Streams", "AMF", "Media", "RTMP"],
            path: "Sources/Dissection", swiftSettings: settings),
        .target(
            name: "Redaction", dependencies: ["Bytes", "Packets", "Segments", "Streams", "AMF", "RTMP", "Dissection"],
            path: "Sources/Redaction", swiftSettings: settings),
        .target(
            name: "Diagnostics",
            dependencies: [
                "Bytes", "Folding", "Packets", "Segments", "Streams", "AMF", "Fields", "Media", "RTMP", "Dissection",
                "Redaction",
            ],
            path: "Sources/Diagnostics", swiftSettings: settings),
        .target(
            name: "Transcripts", dependencies: ["Packets", "Streams", "AMF", "Fields", "Media", "RTMP", "Dissection"],
            path: "Sources/Transcripts", swiftSettings: settings),
        .target(
            name: "Comparison", dependencies: ["AMF", "Dissection", "Transcripts"], path: "Sources/Comparison",
            swiftSettings: settings),
        .target(
            name: "Renderings",
            dependencies: [
                "Packets", "Segments", "Streams", "AMF", "Fields", "Media", "RTMP", "Dissection",
                "Diagnostics", "Transcripts", "Comparison",
            ],
            path: "Sources/Renderings", swiftSettings: settings),
        .executableTarget(
            name: "rtmp-dissect",
            dependencies: [
                "Packets", "PcapCapture", "Segments", "Streams", "AMF", "RTMP", "Dissection", "Redaction",
                "Diagnostics", "Transcripts", "Comparison", "Renderings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/rtmp-dissect", swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Bytes", "Packets", "Segments"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "FoldingTests", dependencies: ["Folding", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "PcapCaptureTests",
            dependencies: ["Packets", "PcapCapture", "Segments", "CZlib", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "SegmentsTests", dependencies: ["Bytes", "Packets", "Segments", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "StreamsTests", dependencies: ["Packets", "Segments", "Streams"], swiftSettings: settings),
        .testTarget(
            name: "AMFTests", dependencies: ["Bytes", "AMF"], exclude: ["Vectors"], swiftSettings: settings),
        .testTarget(
            name: "MediaTests", dependencies: ["Bytes", "AMF", "Fields", "Media"], exclude: ["Vectors"],
            swiftSettings: settings),
        .testTarget(
            name: "RTMPTests",
            dependencies: [
                "Bytes", "AMF", "Fields", "Media", "RTMP", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Vectors"], swiftSettings: settings),
        .testTarget(
            name: "DissectionTests",
            dependencies: [
                "Packets", "Segments", "AMF", "RTMP", "Dissection",
                "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DiagnosticsTests",
            dependencies: [
                "Packets", "PcapCapture", "Segments", "Fields", "Media", "RTMP",
                "Dissection", "Diagnostics", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RedactionTests",
            dependencies: [
                "Packets", "PcapCapture", "Segments", "Streams", "RTMP", "Dissection", "Redaction", "Diagnostics",
                "Renderings", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TranscriptsTests",
            dependencies: ["Packets", "PcapCapture", "Segments", "Dissection", "Transcripts", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "ComparisonTests",
            dependencies: [
                "Packets", "PcapCapture", "Segments", "Dissection", "Transcripts", "Comparison", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RenderingsTests",
            dependencies: [
                "Packets", "PcapCapture", "Segments", "AMF", "Fields", "RTMP",
                "Dissection", "Diagnostics", "Transcripts", "Comparison", "Renderings", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Packets", "PcapCapture", "RTMP", "Dissection", "Renderings", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CorpusTests",
            dependencies: ["Packets", "PcapCapture", "Segments", "AMF", "RTMP", "Dissection", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CommandTests", dependencies: ["Packets", "Segments", "TestSupport"], swiftSettings: settings),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Bytes", "Packets", "PcapCapture", "Segments", "Streams", "AMF", "Fields", "Media", "RTMP",
                "Dissection", "Renderings",
            ],
            path: "Fuzzing/Targets", swiftSettings: settings),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: settings),
    ]
)

// Its main function is libFuzzer's, so it links with -sanitize=fuzzer only: Scripts/fuzz.
if Context.environment["RTMP_DISSECT_FUZZER"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzer", dependencies: ["FuzzTargets"], path: "Fuzzing/Fuzzer", swiftSettings: settings))
}
