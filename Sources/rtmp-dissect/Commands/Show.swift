import ArgumentParser
import Dissection
import Renderings

/// `rtmp-dissect CAPTURE …`: dissects files and prints what was said.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Dissect captures (the default).")

    @Argument(help: "Capture files; '-' is standard input.")
    var captures: [String]

    @OptionGroup(title: "Input")
    var input: InputOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup(title: "Narrowing (what is shown, never what is decoded)")
    var narrowing: NarrowingOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    func validate() throws {
        try output.validate()
        try narrowing.validate()
    }

    func run() throws {
        var options = DissectionOptions()
        input.apply(to: &options)
        output.apply(to: &options)
        limits.apply(to: &options)
        let report = Report(
            options: options, filter: try narrowing.filter(), bpf: input.filter, format: output.format,
            text: output.textOptions(), destination: try output.open())
        throw ExitCode(report.run(captures))
    }
}
