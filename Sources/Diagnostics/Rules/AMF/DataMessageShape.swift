import AMF
import Dissection
import Fields
import Media
import RTMP

/// Data messages that do not begin with the name of a handler.
struct DataMessageShape: Rule {
    static let id = "data-message-shape"
    static let severity = Severity.warning
    static let title = "A data message does not begin as receivers expect"
    static let interests: EventInterests = .data
    static let explanation = Explanation(
        meaning: """
            A data message begins with the name of its handler. A publisher puts @setDataFrame before onMetaData, \
            which the server takes off for its players. Here other values come first, the name is missing, or the \
            instruction is where it does not belong.
            """,
        consequence: """
            Uniview cameras put two numbers before the name, and servers drop the metadata. Players that get \
            @setDataFrame do not find onMetaData behind it; some servers forward onMetaData without @setDataFrame \
            but do not keep it for players that come later.
            """,
        specification: "RTMP 1.0 § 7.1.2; @setDataFrame is described in Adobe's documentation of data keyframes only",
        fix: "Publisher: @setDataFrame, onMetaData, one object or ECMA array. Server to player: onMetaData, the same.",
        tolerance: "Skip values before the first string; take @setDataFrame off wherever it comes.",
        references: [
            "https://github.com/ZLMediaKit/ZLMediaKit/pull/4800", "https://github.com/arut/nginx-rtmp-module/pull/755",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message, case .data(let data) = message.message.body, message.message.missing == 0,
            data.problem == nil, message.message.header.length > 0
        else { return }
        let summary = data.summary
        if summary.name == nil {
            report(Finding(Self.self, at: event, "a data message without the name of a handler"))
        } else if !summary.leading.isEmpty {
            let values = summary.leading.prefix(4).map { $0.summary(maxLength: 24) }.joined(separator: ", ")
            report(
                Finding(
                    Self.self, at: event,
                    "\(Measure.count(summary.leading.count, "value")) (\(values)) before \(summary.name ?? "the name")",
                    data: [Field("leading", .integer(summary.leading.count))]))
        } else if event.direction == .serverToClient, let instruction = summary.instruction,
            message.stream?.role == .play
        {
            report(
                Finding(
                    Self.self, at: event, "the server sends \(instruction) to a player, which is meant for servers",
                    data: [Field("instruction", .text(instruction))]))
        } else if event.direction == .clientToServer, summary.name == "onMetaData", summary.instruction == nil,
            message.stream?.role == .publish
        {
            report(
                Finding(Self.self, severity: .note, at: event, "the publisher sends onMetaData without @setDataFrame"))
        }
    }
}
