import ArgumentParser
import Dissection
import RTMP
import Renderings

/// In what form, and where to.
struct OutputOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl
    }

    enum Colour: String, CaseIterable, ExpressibleByArgument {
        case auto, always, never
    }

    @Option(name: .customLong("format"), help: "text, json (one document) or jsonl (one event a line).")
    private var chosenFormat: Format?

    @Flag(help: "Short for --format json.")
    private var json = false

    @Option(name: .shortAndLong, help: "Write to this file, whole or not at all, instead of standard output.")
    var output: String?

    @Option(name: [.customLong("color"), .customLong("colour")], help: "Colour in text: auto, always or never.")
    var color = Colour.auto

    @Option(help: "Columns of text; by default those of the terminal, or 100.")
    var width: Int?

    @Option(help: "Audio and video in text: summary folds runs into one line each; all; none.")
    var media = TextOptions.MediaDetail.summary

    @Flag(help: "A line for each chunk: fmt, csid, header bytes, packet, stream offset.")
    var chunks = false

    @Flag(help: "Payload bytes under each message.")
    var hex = false

    @Flag(help: "Flows, streams and totals only, no timeline.")
    var summary = false

    @Flag(help: "One flow after the other, each when it has ended.")
    var byFlow = false

    var format: Format { json ? .json : chosenFormat ?? .text }

    func validate() throws {
        if json, let chosenFormat, chosenFormat != .json {
            throw ValidationError("--json and --format \(chosenFormat.rawValue) contradict each other.")
        }
        if let width, width < 40 { throw ValidationError("--width: 40 columns are the least.") }
    }

    func apply(to options: inout DissectionOptions) {
        options.messages.reportsChunks = chunks
        options.messages.keepsPayload = hex
        // Rules look into frames as well.
        options.messages.scansFrames = true
    }

    func open() throws(OutputError) -> OutputFile { try OutputFile(path: output) }

    /// A person is watching.
    var isForTerminal: Bool { (output == nil || output == "-") && Terminal.isStandardOutput }

    func textOptions() -> TextOptions {
        var options = TextOptions()
        options.media = hex && media == .summary ? .all : media
        options.hex = hex
        options.byFlow = byFlow
        options.summaryOnly = summary
        options.width = width ?? (isForTerminal ? Terminal.columns : nil) ?? 100
        options.colour =
            switch color {
            case .always: true
            case .never: false
            case .auto: isForTerminal && !Terminal.refusesColour
            }
        return options
    }
}

extension TextOptions.MediaDetail: ExpressibleByArgument {}
