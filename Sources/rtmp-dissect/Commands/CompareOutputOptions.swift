import ArgumentParser
import Renderings

/// In what form a comparison is shown, and where.
struct CompareOutputOptions: ParsableArguments {
    @Option(name: .customLong("format"), help: "text or json (one document).")
    private var chosenFormat: Compare.Format?

    @Flag(help: "Short for --format json.")
    private var json = false

    @Option(name: .shortAndLong, help: "Write to this file, whole or not at all, instead of standard output.")
    var output: String?

    @Option(name: [.customLong("color"), .customLong("colour")], help: "Colour in text: auto, always or never.")
    var color = OutputOptions.Colour.auto

    @Option(
        help: "Columns of text; by default those of the terminal, or 100. From 120 on the sessions stand side by side.")
    var width: Int?

    var format: Compare.Format { json ? .json : chosenFormat ?? .text }

    func validate() throws {
        if json, chosenFormat == .text { throw ValidationError("--json and --format text contradict each other.") }
        if let width, width < 40 { throw ValidationError("--width: 40 columns are the least.") }
    }

    func textOptions(showsAll: Bool) -> ComparisonTextOptions {
        let isForTerminal = (output == nil || output == "-") && Terminal.isStandardOutput
        var options = ComparisonTextOptions()
        options.width = width ?? (isForTerminal ? Terminal.columns : nil) ?? 100
        options.showsAll = showsAll
        options.colour =
            switch color {
            case .always: true
            case .never: false
            case .auto: isForTerminal && !Terminal.refusesColour
            }
        return options
    }
}
