import Diagnostics
import Dissection
import Fields
import Testing

/// The engine: which rules see what, how often they may speak.
@Suite("Diagnosis")
struct DiagnosisTests {
    /// Says something at every command.
    private struct Talkative: Rule {
        static let id = "talkative"
        static let severity = Severity.warning
        static let title = "says something at every command"
        static let interests: EventInterests = .command
        static let explanation = Explanation(
            meaning: "", consequence: "", specification: "", fix: "", tolerance: "")
        mutating func observe(_ event: Event, report: (Finding) -> Void) {
            report(Finding(Self.self, at: event, "a command"))
        }
    }

    /// Counts the flows it has seen, and tells at the end.
    private struct Counting: Rule {
        static let id = "counting"
        static let severity = Severity.note
        static let title = "counts flows"
        static let interests: EventInterests = .flow
        static let scope = RuleScope.capture
        static let explanation = Explanation(
            meaning: "", consequence: "", specification: "", fix: "", tolerance: "")
        private var flows = 0
        mutating func observe(_ event: Event, report: (Finding) -> Void) { flows += 1 }
        mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
            report(Finding(Self.self, capture: totals, "\(flows) flows"))
        }
    }

    @Test("what a rule finds again and again is told once, and counted at the flow's end")
    func repetitions() throws {
        let findings = RuleHarness.findings(in: .publishing(), [Talkative.self])
        // Clients and servers are told apart: three commands each.
        #expect(findings.count == 4, "\(findings.lines)")
        #expect(findings.map(\.repetitions) == [0, 0, 2, 2])
        let last = try #require(findings.last { $0.direction == .clientToServer })
        #expect(last.text == "2 times more, the last in packet \(last.lastPacket): a command")
        #expect(last.data.last?.name == "repetitions")
        #expect(last.firstPacket < last.lastPacket)
    }

    @Test("each flow has rules of its own, a rule of the capture sees them all")
    func scopes() {
        let sessions = [BuiltSession.publishing(clientPort: 50_001), .publishing(clientPort: 50_002)]
        let findings = RuleHarness.findings(in: sessions, [Talkative.self, Counting.self])
        #expect(findings.filter { $0.rule == "talkative" }.count == 8)
        #expect(findings.filter { $0.rule == "counting" }.map(\.text) == ["2 flows"])
        #expect(findings.last?.flow == nil)
    }

    /// Tells what it is shown of the flow's beginning and end.
    private struct Late: Rule {
        static let id = "late"
        static let severity = Severity.note
        static let title = "is told the opening late"
        static let interests: EventInterests = [.opening, .end]
        static let maximumReports = 100
        static let explanation = Explanation(
            meaning: "", consequence: "", specification: "", fix: "", tolerance: "")
        mutating func observe(_ event: Event, report: (Finding) -> Void) {
            let isOpening = if case .flow = event.body { true } else { false }
            report(Finding(Self.self, at: event, isOpening ? "opening" : "end"))
        }
    }

    @Test("a rule that only notes how the flow began is told so once, before the first other event")
    func opening() throws {
        let findings = RuleHarness.findings(in: .publishing(), [Late.self])
        #expect(findings.first?.text == "opening")
        #expect(findings.filter { $0.text == "opening" }.count == 1)
        #expect(findings.count > 1)
    }

    /// Tells each media message, and whether it came as a frame.
    private struct Everything: Rule {
        static let id = "everything"
        static let severity = Severity.note
        static let title = "looks at all media"
        static let interests: EventInterests = .media
        static let maximumReports = 1000
        static let explanation = Explanation(
            meaning: "", consequence: "", specification: "", fix: "", tolerance: "")
        mutating func observe(_ event: Event, report: (Finding) -> Void) {
            report(Finding(Self.self, at: event, "message"))
        }
        mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
            report(Finding(Self.self, at: event, "frame"))
        }
    }

    /// Tells the media messages that are no ordinary frames.
    private struct Seldom: Rule {
        static let id = "seldom"
        static let severity = Severity.note
        static let title = "looks at what is seldom"
        static let interests: EventInterests = .unusualMedia
        static let maximumReports = 1000
        static let explanation = Explanation(
            meaning: "", consequence: "", specification: "", fix: "", tolerance: "")
        mutating func observe(_ event: Event, report: (Finding) -> Void) {
            report(Finding(Self.self, at: event, "message"))
        }
    }

    @Test("ordinary frames go to the rules that look at every frame, all other media also to those that look for them")
    func frames() {
        let session = BuiltSession.make(.published()) {
            $0.video(Sample.avcHeader)
            $0.video(Sample.avcKey)
            $0.audio(Sample.aacHeader)
            $0.audio(at: 23, Sample.aacFrame)
            $0.video(at: 40, Sample.avcInter)
        }
        let findings = RuleHarness.findings(in: session, [Everything.self, Seldom.self])
        let frames = findings.filter { $0.text == "frame" }
        let messages = findings.filter { $0.rule == "everything" && $0.text == "message" }
        let seldom = findings.filter { $0.rule == "seldom" }
        #expect(frames.count == 3 && seldom.count == 2, "\(findings.lines)")
        #expect(messages.map(\.firstPacket) == seldom.map(\.firstPacket))
        #expect(messages.map(\.index) == seldom.map(\.index))
    }

    @Test("identifiers are unique kebab-case words, and everything is explained")
    func table() {
        #expect(Set(RuleTable.all.map { $0.id }).count == RuleTable.all.count)
        for rule in RuleTable.all {
            #expect(rule.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(rule.id)")
            #expect(!rule.title.isEmpty && !rule.title.hasSuffix("."), "\(rule.id)")
            let explanation = rule.explanation
            for paragraph in [
                explanation.meaning, explanation.consequence, explanation.specification, explanation.fix,
                explanation.tolerance,
            ] { #expect(!paragraph.isEmpty, "\(rule.id)") }
            for reference in explanation.references { #expect(reference.hasPrefix("https://"), "\(rule.id)") }
        }
    }

    @Test("a healthy session built by hand has no finding")
    func healthy() {
        var session = BuiltSession.publishing()
        session.unpublish()
        #expect(RuleHarness.findings(in: session).serious.isEmpty, "\(RuleHarness.findings(in: session).lines)")
    }
}
