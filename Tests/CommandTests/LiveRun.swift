import Foundation

/// A run of the built command, or of another program, that goes on while the test does.
final class LiveRun {
    /// A child that does not end is killed after this.
    private static let patience = Duration.seconds(30)

    private let process = Process()
    private let scratch: Scratch
    private let outputFile: URL
    private let errorFile: URL

    /// Starts a program.
    /// - Parameters:
    ///   - output: where standard output goes; by default a file.
    init(
        _ arguments: [String], of executable: URL = CommandRun.command, input: Any? = nil, output: Any? = nil
    ) throws {
        scratch = try Scratch()
        outputFile = try scratch.write("output", Data())
        errorFile = try scratch.write("errors", Data())
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = try output ?? FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    /// What it has written so far.
    var output: Data { (try? Data(contentsOf: outputFile)) ?? Data() }
    var text: String { String(decoding: output, as: UTF8.self) }
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end and returns the status, or the negative number of the signal that killed it.
    @discardableResult
    func end(_ signal: Int32? = nil) -> Int32 {
        if let signal { send(signal) }
        if !Self.wait(Self.patience, until: { !process.isRunning }) { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Looks again and again until `condition` holds.
    /// - Returns: Whether it did in time.
    static func wait(_ time: Duration = .seconds(10), until condition: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + time
        while try !condition() {
            if ContinuousClock.now > end { return false }
            usleep(2000)
        }
        return true
    }

    /// The events of JSON Lines that belong to the timeline: all but those about the capture itself.
    static func timeline(_ lines: String) -> [String] {
        lines.split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("{\"event\":\"capture\"") && !$0.hasPrefix("{\"event\":\"summary\"") }
    }
}
