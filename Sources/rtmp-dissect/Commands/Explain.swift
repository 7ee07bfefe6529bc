import ArgumentParser
import AMF
import Diagnostics
import Renderings

/// `rtmp-dissect explain`: what a finding, a status code, a message type, an event or a codec means.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a rule, a status code, a message type, a user control event or a codec.",
        discussion: """
            Names are taken in any case: ack-missing, NetStream.Publish.BadName, set chunk size, 0x14, PingRequest, \
            hvc1, video 12. Without a name everything that can be explained is listed.
            """)

    @Argument(help: "What to explain; several words are one name, or several.")
    var name: [String] = []

    @OptionGroup
    var output: ExplanationOptions

    func run() throws {
        guard let entries = entries() else {
            let suggestions = KnowledgeBase.suggestions(for: text)
            let advice =
                suggestions.isEmpty
                ? "; rtmp-dissect explain lists what is known"
                : "; did you mean \(suggestions.joined(separator: ", "))?"
            Terminal.complain("nothing is known of \"\(text.escapedForTerminal)\"\(advice)")
            throw ExitCode(2)
        }
        var bytes: [UInt8] = []
        switch (output.format, name.isEmpty) {
        case (.json, _): ExplanationJSON.write(entries, to: &bytes)
        case (.text, true): output.list.write(entries, to: &bytes)
        case (.text, false): output.pages.write(entries, to: &bytes)
        }
        do throws(OutputError) {
            let file = try OutputFile(path: nil)
            try file.write(&bytes)
            try file.finish()
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(3)
        }
    }

    private var text: String { name.joined(separator: " ") }

    /// `nil` where a name is not known.
    private func entries() -> [KnowledgeEntry]? {
        if name.isEmpty { return KnowledgeBase.all }
        let whole = KnowledgeBase.find(text)
        if !whole.isEmpty { return whole }
        let each = name.map { KnowledgeBase.find($0) }
        return each.contains { $0.isEmpty } ? nil : each.flatMap(\.self)
    }
}
