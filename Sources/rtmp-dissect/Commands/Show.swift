import ArgumentParser
import Dissection
import Packets
import PcapCapture
import RTMP
import Renderings

/// `rtmp-dissect CAPTURE …`, `rtmp-dissect -i INTERFACE`: dissects and prints what was said.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Dissect captures or a live interface (the default).")

    @Argument(help: "Capture files; '-' is standard input.")
    var captures: [String] = []

    @OptionGroup(title: "Input")
    var input: InputOptions

    @OptionGroup(title: "Live")
    var live: LiveOptions

    @OptionGroup(title: "Saving packets")
    var saving: SavingOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup(title: "Redaction")
    var redaction: RedactionOptions

    @OptionGroup(title: "Narrowing (what is shown, never what is decoded)")
    var narrowing: NarrowingOptions

    @OptionGroup(title: "Findings")
    var findings: FindingOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    func validate() throws {
        if captures.isEmpty, live.interface == nil {
            throw ValidationError("Name a capture file, '-' for standard input, or an interface with -i.")
        }
        if !captures.isEmpty, live.interface != nil {
            throw ValidationError("Either files or -i, not both.")
        }
        if live.duration != nil, live.interface == nil, !captures.contains("-") {
            throw ValidationError("--duration is for what comes live: -i or '-'.")
        }
        if let path = saving.write {
            if captures.count > 1 { throw ValidationError("-w saves the packets of one input.") }
            if captures.contains(where: { Terminal.isSameFile($0, path) }) {
                throw ValidationError("-w \(path): is the file that is read.")
            }
        }
    }

    func run() throws {
        Signals.install()
        throw ExitCode(live.interface.map { sniff($0) } ?? read())
    }

    private func report() -> Report {
        var report = Report()
        input.apply(to: &report.options)
        output.apply(to: &report.options)
        limits.apply(to: &report.options)
        report.filter = narrowing.filter()
        report.rules = findings.rules
        report.failOn = findings.failOn
        report.bpf = input.filter
        report.redactor = redaction.redactor
        report.options.messages.redaction = report.redactor
        report.format = output.format
        report.text = output.textOptions()
        report.isForTerminal = output.isForTerminal
        report.count = live.count
        report.duration = live.duration.map { Int64($0 * 1e9) }
        report.saving = saving.saving
        return report
    }

    /// Exit status.
    private func read() -> Int32 {
        do throws(CaptureError) {
            // Before anything is read or made.
            if let filter = input.filter { _ = try PacketFilter(expression: filter) }
        } catch {
            Terminal.complain("\(error)")
            return 2
        }
        do throws(OutputError) {
            return report().run(captures, to: try output.open())
        } catch {
            Terminal.complain("\(error)")
            return 3
        }
    }

    /// Exit status.
    private func sniff(_ interface: String) -> Int32 {
        let capture: LiveCapture
        do throws(LiveCaptureError) {
            capture = try LiveCapture(interface: interface, settings: live.settings, filter: input.filter)
        } catch {
            Terminal.complain(error.description(program: Terminal.program))
            if case .wrongFilter = error { return 2 }
            return 3
        }
        // Files are made by the user that keeps writing them.
        do throws(Privileges.Failure) {
            if let user = live.user { try Privileges.drop(to: user) }
        } catch {
            Terminal.complain("\(error)")
            return 3
        }
        do throws(OutputError) {
            return report().run(capture, to: try output.open())
        } catch {
            Terminal.complain("\(error)")
            return 3
        }
    }
}
