import ArgumentParser
import Renderings

/// How explanations are to look.
struct ExplanationOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Option(name: .customLong("format"), help: "text or json.")
    private var chosenFormat: Format?

    @Flag(help: "Short for --format json.")
    private var json = false

    @Option(name: [.customLong("color"), .customLong("colour")], help: "Colour in text: auto, always or never.")
    var color = OutputOptions.Colour.auto

    @Option(help: "Columns of text; by default those of the terminal, or 80.")
    var width: Int?

    var format: Format { json ? .json : chosenFormat ?? .text }

    func validate() throws {
        if json, let chosenFormat, chosenFormat != .json {
            throw ValidationError("--json and --format \(chosenFormat.rawValue) contradict each other.")
        }
        if let width, width < 40 { throw ValidationError("--width: 40 columns are the least.") }
    }

    var pages: ExplanationText {
        var options = TextOptions()
        options.width = columns ?? 80
        options.colour = colour
        return ExplanationText(options: options)
    }

    /// Whole lines where no terminal has to hold them.
    var list: ExplanationList { ExplanationList(width: columns, colour: colour) }

    private var columns: Int? { width ?? (Terminal.isStandardOutput ? Terminal.columns : nil) }

    private var colour: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: Terminal.isStandardOutput && !Terminal.refusesColour
        }
    }
}
