import AMF
import Renderings
import Transcripts

/// One run of `check`: captures one after the other, each with its verdict.
struct CheckRun {
    private let plan: CheckPlan
    private var text: CheckText
    private var junit = JUnitReport()
    private var sarif = SARIFReport(version: Version.number)
    private var verdicts: Set<CheckResult.Verdict> = []
    private var status = StatusLine()

    init(_ plan: CheckPlan) {
        self.plan = plan
        text = CheckText(colour: plan.colour)
    }

    /// Exit status.
    mutating func run() -> Int32 {
        do throws(OutputError) {
            let output = try OutputFile(path: nil)
            var bytes: [UInt8] = []
            for (index, item) in plan.items.enumerated() {
                try showProgress("checking \(index + 1) of \(plan.items.count)  \(item.capture)", output)
                let start = Clock.monotonic
                var (result, ending) = check(item)
                if let ending { return ending }
                result.seconds = Double(Clock.monotonic - start) / 1e9
                verdicts.insert(result.verdict)
                status.clear(&bytes)
                text.write(result, to: &bytes)
                if plan.annotates {
                    for line in GitHubAnnotations.lines(result) { bytes += Array("\(line)\n".utf8) }
                }
                try output.write(&bytes)
                if plan.junit != nil { junit.add(result) }
                if plan.sarif != nil { sarif.add(result) }
            }
            text.finish(to: &bytes)
            try output.write(&bytes)
        } catch {
            if error.isClosedPipe { return 0 }
            Terminal.complain("\(error)")
            return 3
        }
        guard writeReports() else { return 3 }
        if verdicts.contains(.unreadable) { return 3 }
        return verdicts.contains(.failed) ? 1 : 0
    }

    private mutating func showProgress(_ line: String, _ output: OutputFile) throws(OutputError) {
        guard plan.showsProgress, plan.items.count > 1 else { return }
        var bytes: [UInt8] = []
        status.show(line.escapedForTerminal, columns: Terminal.columns ?? 80, &bytes)
        try output.write(&bytes)
    }

    private func writeReports() -> Bool {
        do throws(TextFile.Failure) {
            if let path = plan.junit { try TextFile.write(Array(junit.text.utf8), to: path) }
            if let path = plan.sarif { try TextFile.write(sarif.bytes, to: path) }
            return true
        } catch {
            Terminal.complain(error.sentence)
            return false
        }
    }

    // MARK: One capture

    /// - Returns: What came of it; and the exit status where a signal ended the run.
    private func check(_ item: CheckPlan.Item) -> (CheckResult, ending: Int32?) {
        let gathered = TranscriptRenderer.Gathered(capture: item.capture)
        let renderer = TranscriptRenderer(into: gathered, settings: plan.settings)
        let problems = Problems(of: item.capture)
        var report = plan.report
        report.complain = { problems.add($0) }
        var ending: Int32 = 3
        do throws(OutputError) {
            // The renderer writes nothing.
            ending = Session(report, renderer, try OutputFile(path: nil)).run([item.capture])
        } catch {
            problems.add("\(error)")
        }
        var result = gathered.result
        result.problems = problems.sentences
        if ending >= 128 { return (result, ending) }
        let transcript = gathered.transcript
        result.failOn = plan.report.failOn
        result.isReadable = ending != 3
        result.flows = transcript.flows.count
        result.assertions = plan.assertions
        // Of what cannot be read nothing can be said.
        guard result.isReadable || !transcript.flows.isEmpty else { return (result, nil) }
        let writer = TranscriptWriter(parts: changed(TranscriptPart.usual))
        result.entries = transcript.flows.reduce(0) { $0 + $1.entries.count { writer.keeps($0) } }
        result.failures = plan.assertions.flatMap { $0.failures(in: transcript) }
        if let path = item.golden {
            result.goldenPath = path
            result.golden = hold(transcript, against: path, of: item.capture)
        }
        return (result, nil)
    }

    private func changed(_ parts: Set<TranscriptPart>) -> Set<TranscriptPart> {
        parts.union(plan.with).subtracting(plan.without)
    }

    private func hold(_ transcript: Transcript, against path: String, of capture: String) -> CheckResult.Golden {
        do throws(TextFile.Failure) {
            let text = try TextFile.read(path)
            do throws(TranscriptSyntaxError) {
                let golden = try TranscriptParser.parse(text)
                return try compare(transcript, golden, path)
            } catch {
                return .wrong(error)
            }
        } catch {
            guard error.isMissing else { return .failed(error.sentence) }
            guard plan.updates else { return .missing }
            var golden = transcript
            golden.parts = changed(TranscriptPart.usual)
            golden.comments = [
                "# Written by rtmp-dissect check --update. May be edited: * is any value, \"live/*\" any text like it,",
                "# 40±25% or 30..50 a number near by, ... in place of fields or entries any more of them, ? before a",
                "# name an entry that may be missing.",
            ]
            return write(golden, to: path) ?? .written(nil)
        }
    }

    private func compare(
        _ transcript: Transcript, _ golden: Transcript, _ path: String
    ) throws(TranscriptSyntaxError) -> CheckResult.Golden {
        let parts = changed(golden.parts)
        let comparison = TranscriptComparison(expected: golden, actual: transcript, parts: parts)
        if comparison.isSame, !plan.updates || parts == golden.parts { return .compared(comparison) }
        guard plan.updates else { return .compared(comparison) }
        return write(TranscriptUpdate.golden(from: comparison, parts: parts), to: path) ?? .written(comparison)
    }

    /// `nil` where it was written.
    private func write(_ golden: Transcript, to path: String) -> CheckResult.Golden? {
        do throws(TextFile.Failure) {
            let text = TranscriptWriter(parts: golden.parts).text(of: golden)
            try TextFile.write(Array(text.utf8), to: path)
            return nil
        } catch {
            return .failed(error.sentence)
        }
    }
}

/// What a session complains of while it reads one capture.
private final class Problems {
    private(set) var sentences: [String] = []
    private let prefix: String

    init(of capture: String) { prefix = "\(capture): " }

    /// The capture's name stands in front of the verdict already.
    func add(_ sentence: String) {
        guard sentences.count < 16 else { return }
        sentences.append(sentence.hasPrefix(prefix) ? String(sentence.dropFirst(prefix.count)) : sentence)
    }
}
