import ArgumentParser
import Comparison
import Dissection
import Packets
import PcapCapture
import Renderings
import Transcripts

/// `rtmp-dissect compare A B`: two sessions side by side, and in what they differ.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Put two sessions side by side and say in what they differ.",
        discussion: """
            Steps are found by what they are for, not by their packets. Differences are decisive (the session took \
            another way), telling (a peer could mind) or minor. What a capture does not have is held against nobody.

            Exit status: 0 nothing that matters differs; 1 something does; 2 usage; 3 a capture could not be read, or \
            has no RTMP session.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(help: "The first capture, such as one of a session that works; '-' is standard input.")
    var a: String

    @Argument(help: "The second capture; may be the same, with --flow.")
    var b: String

    @Option(
        help: ArgumentHelp(
            "The flows to compare: one number for both captures, or two; by default those that are most alike.",
            valueName: "n|n,m"))
    var flow: FlowChoice?

    @Flag(name: .long, help: "Show equal steps and trivial differences as well.")
    var all = false

    @OptionGroup(title: "Output")
    var output: CompareOutputOptions

    @OptionGroup(title: "Input")
    var input: InputOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    func validate() throws {
        if a == "-", b == "-" { throw ValidationError("Only one of the captures can come from standard input.") }
    }

    func run() throws {
        Signals.install()
        throw ExitCode(compare())
    }

    /// Exit status.
    private func compare() -> Int32 {
        var options = DissectionOptions()
        input.apply(to: &options)
        limits.apply(to: &options)
        let captures: [CaptureTranscript]
        do throws(CaptureError) {
            if let filter = input.filter { _ = try PacketFilter(expression: filter) }
        } catch {
            Terminal.complain("\(error)")
            return 2
        }
        do throws(CaptureError) {
            let first = try CaptureTranscript(reading: a, filter: input.filter, options: options)
            captures = [
                first, a == b ? first : try CaptureTranscript(reading: b, filter: input.filter, options: options),
            ]
        } catch {
            Terminal.complain("\(error)")
            return 3
        }
        if let number = Signals.endingSignal { return 128 + number }
        for problem in Set(captures.flatMap(\.problems)) { Terminal.complain(problem) }
        let isWhole = captures.allSatisfy(\.problems.isEmpty)
        switch choose(captures) {
        case .failure(let failure):
            failure.complaints.forEach { Terminal.complain($0) }
            return failure.status
        case .success(let flows):
            let comparison = SessionComparison(captures[0].session(flows.a), captures[1].session(flows.b))
            let status = write(comparison)
            if status != 0 { return status }
            return !isWhole ? 3 : comparison.firstThatMatters == nil ? 0 : 1
        }
    }

    private struct Failure: Error {
        var complaints: [String]
        var status: Int32
    }

    private func choose(
        _ captures: [CaptureTranscript]
    ) -> Result<(a: TranscriptFlow, b: TranscriptFlow), Failure> {
        if let flow {
            var found: [TranscriptFlow] = []
            for (capture, number) in zip(captures, [flow.a, flow.b]) {
                guard let flow = capture.flow(numbered: number), SessionMatch.isSession(flow) else {
                    let numbers = capture.sessions.compactMap { $0.facts.map { "\($0.number)" } }.prefix(20)
                    let there = numbers.isEmpty ? "there is none" : "there are \(numbers.joined(separator: ", "))"
                    return .failure(
                        Failure(
                            complaints: ["\(capture.file): has no RTMP flow \(number); \(there)"],
                            status: numbers.isEmpty ? 3 : 2))
                }
                found.append(flow)
            }
            return .success((found[0], found[1]))
        }
        let (left, right) = (captures[0].transcript.flows, captures[1].transcript.flows)
        guard let best = SessionMatch.best(left, right) else {
            let empty = captures.filter(\.sessions.isEmpty).map(\.emptiness)
            return .failure(Failure(complaints: a == b ? Array(empty.prefix(1)) : empty, status: 3))
        }
        return .success((left[best.a], right[best.b]))
    }

    /// - Returns: 0, or the exit status where it could not be written.
    private func write(_ comparison: SessionComparison) -> Int32 {
        var bytes: [UInt8]
        switch output.format {
        case .text: bytes = ComparisonText.render(comparison, options: output.textOptions(showsAll: all))
        case .json: bytes = ComparisonJSON.render(comparison)
        }
        do throws(OutputError) {
            let file = try OutputFile(path: output.output)
            try file.write(&bytes)
            try file.finish()
        } catch {
            // A reader that has seen enough (`| head`) is no error.
            if error.isClosedPipe { return 0 }
            Terminal.complain("\(error)")
            return 3
        }
        return 0
    }
}
