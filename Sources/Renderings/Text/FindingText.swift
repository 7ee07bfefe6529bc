import Diagnostics
import Dissection
import Packets

/// Findings in words: at their place in the timeline, and gathered at the end.
enum FindingText {
    /// The line behind the event that it was found at.
    static func line(_ finding: Finding) -> TimelineLine {
        var line = TimelineLine()
        line.elapsed = StyledText(Quantities.seconds(finding.elapsed), .faint)
        line.mark = StyledText(mark(finding.severity), style(finding.severity))
        line.name = StyledText(finding.rule, style(finding.severity))
        line.items = [StyledText.untrusted(finding.text), StyledText(packets(finding), .faint)]
        return line
    }

    /// The line in the closing summary, behind its severity.
    static func items(_ finding: Finding) -> [StyledText] {
        var place = StyledText(finding.rule, style(finding.severity))
        if let flow = finding.flow { place.append("  flow \(flow)") }
        if let direction = finding.direction { place.append(direction == .clientToServer ? " →" : " ←") }
        guard finding.flows.isEmpty else {
            let list = finding.flows.map(String.init).joined(separator: ", ")
            place.append("  flow\(finding.flows.count == 1 ? "" : "s") \(list)")
            return [place, StyledText("see the story above")]
        }
        return [place, StyledText.untrusted(finding.text)]
    }

    static func style(_ severity: Severity) -> TextStyle {
        switch severity {
        case .note: .faint
        case .warning: .warning
        case .error: .bad
        }
    }

    private static func mark(_ severity: Severity) -> String {
        switch severity {
        case .note: "·"
        case .warning: "⚠"
        case .error: "✗"
        }
    }

    private static func packets(_ finding: Finding) -> String {
        finding.firstPacket == finding.lastPacket
            ? "packet \(finding.firstPacket)" : "packets \(finding.firstPacket)–\(finding.lastPacket)"
    }
}
