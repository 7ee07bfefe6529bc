import ArgumentParser
import Diagnostics
import Dissection
import Packets
import PcapCapture
import RTMP
import Transcripts

/// `rtmp-dissect check CAPTURE …`: a verdict for each capture, for people and for CI.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold captures against golden transcripts, assertions and rules; for CI.",
        discussion: """
            A folder stands for the captures in it. Without --expect, assertions and --fail-on, findings of severity \
            error are failures.

            Exit status: 0 all is as expected; 1 something is not; 2 usage; 3 a capture could not be read, or a \
            report not be written; 130 interrupted, 143 terminated.
            """)

    @Argument(help: "Capture files, folders of them; '-' is standard input.")
    var captures: [String]

    @OptionGroup(title: "Golden transcript")
    var expectation: ExpectationOptions

    @OptionGroup(title: "Assertions")
    var assertion: AssertionOptions

    @OptionGroup(title: "Findings")
    var findings: FindingOptions

    @OptionGroup(title: "Reports")
    var reports: CheckReportOptions

    @OptionGroup(title: "Input")
    var input: InputOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    func run() throws {
        Signals.install()
        throw ExitCode(check())
    }

    /// Exit status.
    private func check() -> Int32 {
        do throws(CheckPlan.Failure) {
            var run = CheckRun(try plan())
            return run.run()
        } catch {
            Terminal.complain(error.sentence)
            return 2
        }
    }

    private func plan() throws(CheckPlan.Failure) -> CheckPlan {
        if let filter = input.filter {
            do throws(CaptureError) {
                _ = try PacketFilter(expression: filter)
            } catch {
                throw CheckPlan.Failure(sentence: "\(error)")
            }
        }
        var plan = CheckPlan()
        plan.items = try CheckPlan.items(captures, expect: expectation.expect)
        plan.updates = expectation.update
        plan.with = Set(expectation.with)
        plan.without = Set(expectation.without)
        if let tolerance = expectation.mediaTolerance { plan.settings.mediaTolerance = tolerance }
        plan.assertions = assertion.assertions
        input.apply(to: &plan.report.options)
        limits.apply(to: &plan.report.options)
        plan.report.options.messages.scansFrames = true
        plan.report.bpf = input.filter
        plan.report.rules = findings.rules
        let isAsked = expectation.expect != nil || !plan.assertions.isEmpty
        plan.report.failOn = findings.failOn ?? (isAsked ? nil : .error)
        plan.junit = reports.junit
        plan.sarif = reports.sarif
        plan.annotates = Terminal.isInGitHubActions
        plan.colour = reports.colour
        plan.showsProgress = Terminal.isStandardOutput
        return plan
    }
}
