import Diagnostics
import Dissection
import PcapCapture
import Redaction
import Renderings

/// What a run is to do, whatever its packets come from.
struct Report {
    var options = DissectionOptions()
    var filter = EventFilter()
    /// The rules that events are held against.
    var rules: [any Rule.Type] = RuleTable.all
    /// Findings of this severity or worse make the exit status 1.
    var failOn: Severity?
    /// libpcap's filter for files; a live capture has its own.
    var bpf: String?
    var format = OutputOptions.Format.text
    var text = TextOptions()
    /// The report goes to a terminal.
    var isForTerminal = false
    /// Packets after which the run ends.
    var count: Int?
    /// Nanoseconds after which the run ends.
    var duration: Int64?
    var saving: PacketSaver.SavingOptions?
    /// Takes what there is to say beside the report, a line each.
    var complain: (String) -> Void = { Terminal.complain($0) }
    /// Masks what is shown.
    var redactor: Redactor?

    /// Dissects files one after the other.
    /// - Returns: Exit status.
    func run(_ captures: [String], to destination: OutputFile) -> Int32 {
        switch format {
        case .text: Session(self, TextRenderer(options: text), destination).run(captures)
        case .json: Session(self, JSONDocumentRenderer(), destination).run(captures)
        case .jsonl: Session(self, JSONLinesRenderer(), destination).run(captures)
        }
    }

    /// Dissects what an interface brings.
    /// - Returns: Exit status.
    func run(_ capture: LiveCapture, to destination: OutputFile) -> Int32 {
        switch format {
        case .text: Session(self, TextRenderer(options: text), destination).run(capture)
        case .json: Session(self, JSONDocumentRenderer(), destination).run(capture)
        case .jsonl: Session(self, JSONLinesRenderer(), destination).run(capture)
        }
    }
}
