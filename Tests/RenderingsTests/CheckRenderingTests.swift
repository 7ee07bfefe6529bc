import Diagnostics
import Dissection
import Foundation
import Packets
import Renderings
import TestSupport
import Testing
import Transcripts

/// Verdicts in every form: what comes from captures, goldens and file names cannot act on a terminal, a CI server or
/// the XML and JSON around it.
struct CheckRenderingTests {
    private static let hostile = "a<b>&\"'\u{1}\u{1b}[2J\r\n::error::x,y:z%\u{85}\u{202e}]]>"

    /// A capture of a hostile name and a hostile conversation, held against an empty golden.
    private static func result() -> CheckResult {
        var connection = BuiltConnection()
        connection.handshake()
        connection.command(
            .server, "onStatus", 0,
            [.null, .object([("code", .string(hostile)), ("description", .string(hostile))])])
        connection.command(.client, hostile, 1)
        let gathered = TranscriptRenderer.Gathered(capture: "\(hostile).pcap")
        _ = Rendered.output(of: connection.records, TranscriptRenderer(into: gathered), findings: true)
        var result = gathered.result
        var golden = gathered.transcript
        golden.flows[0].entries.removeAll { $0["code"] != nil }
        result.flows = 1
        result.goldenPath = "\(hostile).transcript"
        result.golden = .compared(TranscriptComparison(expected: golden, actual: gathered.transcript))
        result.assertions = [.noStatus("*"), .status(hostile + "*x")]
        result.failures = result.assertions.flatMap { $0.failures(in: gathered.transcript) }
        result.failOn = .note
        result.problems = [hostile]
        return result
    }

    private static func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) && $0.value != 0x202e
        }
    }

    @Test("text is escaped, and the verdict comes first")
    func text() {
        let result = Self.result()
        var text = CheckText(colour: false)
        var output: [UInt8] = []
        text.write(result, to: &output)
        text.finish(to: &output)
        let string = String(decoding: output, as: UTF8.self)
        #expect(Self.isHarmless(string))
        #expect(string.hasPrefix("FAIL  a<b>&"))
        #expect(string.contains("the server's onStatus a<b>"))
        #expect(string.contains("+  ← onStatus: code \"a<b>"))
        // One capture needs no summary.
        #expect(!string.contains("1 captures"))
        var coloured: [UInt8] = []
        var other = CheckText(colour: true)
        other.write(result, to: &coloured)
        #expect(String(decoding: coloured, as: UTF8.self).hasPrefix("\u{1b}[1;31mFAIL"))
    }

    @Test("JUnit XML has no character that XML does not allow, and no markup from elsewhere")
    func junit() {
        var report = JUnitReport()
        report.add(Self.result())
        let xml = report.text
        #expect(xml.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
        #expect(xml.contains("a&lt;b&gt;&amp;&quot;"))
        #expect(!xml.contains("<b>") && !xml.contains("]]>"))
        for tag in ["testsuites", "testsuite"] {
            #expect(xml.components(separatedBy: "<\(tag) ").count == 2)
            #expect(xml.components(separatedBy: "</\(tag)>").count == 2)
        }
        // Read, golden, two assertions, findings.
        #expect(xml.contains("tests=\"5\" failures=\"4\" errors=\"0\""))
    }

    @Test("a GitHub annotation is one line, whatever it quotes")
    func annotations() {
        let lines = GitHubAnnotations.lines(Self.result())
        #expect(lines.count >= 3 && lines.count <= 10)
        for line in lines {
            #expect(line.hasPrefix("::error file="))
            #expect(line.components(separatedBy: "::").count >= 3)
            #expect(!line.contains("\n") && !line.contains("\r") && Self.isHarmless(line))
            // Properties end at the second "::": nothing in them looks like another.
            let properties = line.dropFirst(2).components(separatedBy: "::")[0]
            #expect(properties.split(separator: ",").allSatisfy { $0.contains("=") })
            #expect(!properties.contains(":"))
        }
    }

    @Test("SARIF is valid JSON, its URIs are escaped, and each result's rule is there")
    func sarif() throws {
        var report = SARIFReport(version: "1.2.3")
        report.add(Self.result())
        let bytes = report.bytes
        #expect(Self.isHarmless(String(decoding: bytes, as: UTF8.self)))
        let log = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(rules.count == RuleTable.all.count + 3)
        #expect(results.contains { $0["ruleId"] as? String == "transcript-differs" })
        #expect(results.contains { $0["ruleId"] as? String == "assertion-failed" })
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let place = try #require(location["physicalLocation"] as? [String: Any])
            let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
            #expect(uri.hasPrefix("a%3Cb%3E%26%22%27%01%1B%5B2J%0D%0A%3A%3Aerror"))
        }
    }

    @Test("what is unreadable is neither ok nor failed")
    func unreadable() {
        var result = CheckResult(capture: "x.pcap")
        result.isReadable = false
        result.problems = ["No such file or directory"]
        var text = CheckText(colour: false)
        var output: [UInt8] = []
        text.write(result, to: &output)
        text.write(CheckResult(capture: "y.pcap"), to: &output)
        text.finish(to: &output)
        #expect(
            String(decoding: output, as: UTF8.self) == """
                ERROR x.pcap
                      No such file or directory
                ok    y.pcap  0 flows, 0 entries
                2 captures: 1 ok, 0 failed, 1 could not be read

                """)
    }
}
