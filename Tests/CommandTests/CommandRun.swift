import Foundation
import TestSupport

/// One run of the built command, as a process of its own.
struct CommandRun {
    var status: Int32
    var output: Data
    var errors: String

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
    var errorLines: [Substring] { errors.split(separator: "\n") }

    /// Each line of standard output as a JSON object.
    func events() throws -> [[String: Any]] {
        try lines.map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw CocoaError(.coderReadCorrupt)
            }
            return object
        }
    }

    /// Runs the command in the repository's folder, without a terminal.
    init(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
        in folder: URL = Repository.root
    ) throws {
        try self.init(
            executable: Self.command, arguments, input: input, environment: environment, in: folder)
    }

    /// Runs a line of shell in which `$0` is the command.
    init(shell line: String, _ arguments: [String] = [], in folder: URL = Repository.root) throws {
        try self.init(
            executable: URL(filePath: "/bin/sh"), ["-c", line, Self.command.path] + arguments, in: folder)
    }

    private init(
        executable: URL, _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
        in folder: URL
    ) throws {
        // Files, not pipes: nobody has to empty them while the process runs.
        let scratch = try Scratch()
        let inputFile = try scratch.write("input", input)
        let outputFile = try scratch.write("output", Data())
        let errorFile = try scratch.write("errors", Data())
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["NO_COLOR"] = nil
        variables["TERM"] = "xterm"
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = try Data(contentsOf: outputFile)
        errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    }

    /// `RTMP_DISSECT_COMMAND`, or what was built with these tests.
    static let command: URL = {
        if let path = ProcessInfo.processInfo.environment["RTMP_DISSECT_COMMAND"], !path.isEmpty {
            return URL(filePath: path)
        }
        #if os(macOS)
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        let products = bundle.bundleURL.deletingLastPathComponent()
        #else
        let products = Bundle.main.bundleURL
        #endif
        return products.appending(path: "rtmp-dissect")
    }()
}
