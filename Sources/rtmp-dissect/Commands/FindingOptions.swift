import ArgumentParser
import Diagnostics

/// Which rules are applied, and what their findings do to the exit status.
struct FindingOptions: ParsableArguments {
    @Option(help: "End with status 1 if there is a finding of this severity or worse: error, warning or note.")
    var failOn: Severity?

    @Option(help: ArgumentHelp("Leave this rule out; may be repeated.", valueName: "rule"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("Apply only this rule; may be repeated.", valueName: "rule"))
    var only: [String] = []

    func validate() throws {
        if let bad = (ignore + only).first(where: { RuleTable.named($0) == nil }) {
            throw ValidationError("There is no rule \"\(bad)\".")
        }
    }

    var rules: [any Rule.Type] {
        RuleTable.all.filter { (only.isEmpty || only.contains($0.id)) && !ignore.contains($0.id) }
    }
}

extension Severity: ExpressibleByArgument {}
