import Diagnostics
import Foundation
import Renderings
import Testing

/// Why a flow ended, as the last paragraph of its summary and in its `flow_end`.
@Suite struct EndingTextTests {
    private func text(_ capture: String, width: Int = 100) throws -> [String] {
        var options = TextOptions()
        options.width = width
        options.summaryOnly = true
        let output = try Rendered.output(ofCapture: capture, TextRenderer(options: options))
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("the reason stands with its confidence, and below it what each side said last")
    func paragraph() throws {
        let lines = try text("second-publisher-gets-badname.pcap")
        let index = try #require(lines.lastIndex { $0.contains("  end  ") })
        #expect(
            lines[index...].prefix(4).joined(separator: "\n") == """
                           end  the server refused the name "stream": Already publishing; the client closed (FIN) at
                           0.175265 (certain)
                             → last publish at 0.174922, packet 132
                             ← last onStatus NetStream.Publish.BadName at 0.175156, packet 134
                """)
    }

    @Test("a story over several connections stands behind the flows")
    func story() throws {
        let lines = try text("ffmpeg-authenticates-at-crtmpserver.pcap")
        let index = try #require(lines.firstIndex { $0.hasPrefix("story      login with authmod=adobe") })
        #expect(lines[..<index].contains { $0.hasPrefix("flow 3") })
        #expect(lines[index...].contains { $0.hasPrefix("findings") })
    }

    @Test("paragraphs keep to narrow terminals", arguments: [60, 80, 100])
    func width(columns: Int) throws {
        let lines = try text("second-publisher-gets-badname.pcap", width: columns)
        let begin = try #require(lines.firstIndex { $0.contains("  end  ") })
        for line in lines[begin...] { #expect(line.count <= columns, "\(line)") }
    }

    @Test("flow_end has the ending, and a story is a finding of no flow")
    func json() throws {
        let output = try Rendered.output(
            ofCapture: "ffmpeg-authenticates-at-crtmpserver.pcap", JSONLinesRenderer())
        let objects = try Rendered.objects(output)
        let endings = objects.filter { $0["event"] as? String == "flow_end" }
            .compactMap { ($0["ending"] as? [String: Any])?["reason"] as? String }
        #expect(endings == ["authentication_needed", "authentication_needed", "client_finished"])
        let story = try #require(objects.first { $0["rule"] as? String == "login-story" })
        #expect(story["flow"] == nil)
        #expect((story["data"] as? [String: Any])?["flows"] as? [Int] == [1, 2, 3])
    }

    @Test("a filter by flow keeps the stories that the flow is part of")
    func filter() throws {
        var filter = EventFilter()
        filter.flows = [2]
        var other = EventFilter()
        other.flows = [7]
        let finding = try #require(
            Rendered.findings(ofCapture: "ffmpeg-authenticates-at-crtmpserver.pcap").first { $0.rule == "login-story" })
        #expect(filter.admits(finding))
        #expect(!other.admits(finding))
    }
}
