import ArgumentParser

/// Verdicts for machines.
struct CheckReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write the verdicts to this file as JUnit XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Write findings and differences to this file as SARIF 2.1.0.", valueName: "file"))
    var sarif: String?

    @Option(name: [.customLong("color"), .customLong("colour")], help: "Colour: auto, always or never.")
    var color = OutputOptions.Colour.auto

    var colour: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: Terminal.isStandardOutput && !Terminal.refusesColour
        }
    }
}
