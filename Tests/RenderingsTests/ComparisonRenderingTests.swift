import Comparison
import Dissection
import Foundation
import Packets
import PcapCapture
import Renderings
import TestSupport
import Testing
import Transcripts

/// How a comparison looks, to people and to programs.
@Suite struct ComparisonRenderingTests {
    private static func session(_ capture: String) throws -> ComparedSession {
        try session(CaptureFile(path: Repository.captures.appending(path: capture).path), capture)
    }

    private static func session(_ first: CaptureFile, _ name: String) throws -> ComparedSession {
        var file = first
        var dissector = Dissector()
        var builder = TranscriptBuilder()
        while try file.next({ dissector.receive($0, $1) { builder.receive($0) } }) != nil {}
        dissector.finish { builder.receive($0) }
        let flow = try #require(builder.finish().flows.first)
        return ComparedSession(file: name, flow: flow, captured: flow.facts?.duration ?? 0)
    }

    private static func text(
        _ a: ComparedSession, _ b: ComparedSession, _ change: (inout ComparisonTextOptions) -> Void = { _ in }
    ) -> String {
        var options = ComparisonTextOptions()
        change(&options)
        return String(decoding: ComparisonText.render(SessionComparison(a, b), options: options), as: UTF8.self)
    }

    static let pairs = [
        ("ffmpeg-publishes-to-nginx.pcap", "obs-publishes-to-nginx.pcap"),
        ("ffmpeg-publishes-to-nginx.pcap", "tcserver-rejects-ffmpeg-without-a-token.pcap"),
        ("mpv-plays-from-nginx.pcap", "two-clients-share-objects-at-crtmpserver.pcap"),
        ("ffmpeg-publishes-to-nginx.pcap", "ffmpeg-plays-over-rtmpe.pcap"),
    ]

    @Test("lines keep to the width, in one column and in two", arguments: pairs, [60, 100, 120, 160])
    func width(pair: (String, String), width: Int) throws {
        let text = Self.text(try Self.session(pair.0), try Self.session(pair.1)) { $0.width = width }
        for line in text.split(separator: "\n") where line.count > width {
            // A word that is longer than a line stands alone.
            let longest = line.split(separator: " ").map(\.count).max() ?? 0
            #expect(longest > width / 3, "\(line)")
        }
        #expect(!text.contains(" \n"))
    }

    @Test("two columns stand side by side from 120 on")
    func columns() throws {
        let (a, b) = (try Self.session(Self.pairs[0].0), try Self.session(Self.pairs[0].1))
        #expect(Self.text(a, b) { $0.width = 120 }.contains("│"))
        #expect(!Self.text(a, b) { $0.width = 119 }.contains("│"))
        #expect(Self.text(a, b) { $0.width = 119 }.contains("- csid 8\n                              + csid 4\n"))
    }

    @Test("a word that is longer than a cell does not leave it", arguments: [120, 121, 150])
    func cells(width: Int) throws {
        var connection = BuiltConnection()
        connection.handshake()
        connection.connect([("app", .string("live?" + String(repeating: "字x", count: 200)))])
        connection.close(.client)
        let file = try CaptureFile(bytes: CaptureBuilder.pcap(connection.records), name: "built")
        let text = Self.text(try Self.session(file, "built.pcap"), try Self.session(Self.pairs[0].0)) {
            $0.width = width
        }
        // Wide characters take two columns.
        let columns = text.split(separator: "\n").filter { $0.contains("│") }.map { line in
            line.prefix { $0 != "│" }.reduce(0) { $0 + ($1 == "字" ? 2 : 1) }
        }
        #expect(columns.count > 3)
        #expect(Set(columns).count == 1)
    }

    @Test("equal steps are folded, and shown on demand")
    func folding() throws {
        let session = try Self.session(Self.pairs[0].0)
        #expect(Self.text(session, session).contains("  connect  … 6 equal steps\n"))
        let all = Self.text(session, session) { $0.showsAll = true }
        #expect(all.contains("window ack size"))
        #expect(!all.contains("…"))
        #expect(all.hasSuffix("differences  none\n\nnothing that matters differs\n"))
    }

    @Test("what comes from a capture cannot act on a terminal")
    func hostile() throws {
        var connection = BuiltConnection()
        connection.handshake()
        connection.connect([("app", .string("live\u{1b}[2J\u{202e}")), ("\u{1b}]0;x\u{7}", .string("\u{9b}31m"))])
        connection.command(.client, "\u{1b}[31mred", 9, [.null, .string("\u{1b}c")])
        connection.close(.client)
        let file = try CaptureFile(bytes: CaptureBuilder.pcap(connection.records), name: "built")
        let (a, b) = (try Self.session(Self.pairs[0].0), try Self.session(file, "name\u{1b}[0m.pcap"))
        for width in [100, 140] {
            for (x, y) in [(a, b), (b, a)] {
                let text = Self.text(x, y) {
                    $0.width = width
                    $0.showsAll = true
                }
                let forbidden = text.unicodeScalars.first { scalar in
                    scalar != "\n" && (scalar.properties.generalCategory == .control || scalar == "\u{202e}")
                }
                #expect(forbidden == nil)
                #expect(text.contains("red"))
            }
        }
        try Self.validate(SessionComparison(a, b))
    }

    // MARK: JSON

    private static func validate(_ comparison: SessionComparison) throws {
        let value = try JSONSerialization.jsonObject(with: Data(ComparisonJSON.render(comparison)))
        try schema().validate(value)
    }

    private static func schema() throws -> JSONSchema {
        try JSONSchema(Data(contentsOf: Repository.root.appending(path: "Schema/rtmp-dissect-compare.schema.json")))
    }

    @Test("the JSON is what its schema says", arguments: pairs)
    func contract(a: String, b: String) throws {
        try Self.validate(SessionComparison(try Self.session(a), try Self.session(b)))
        try Self.validate(SessionComparison(try Self.session(b), try Self.session(a)))
        try Self.validate(SessionComparison(try Self.session(a), try Self.session(a)))
    }

    @Test("the JSON says what the text says")
    func content() throws {
        let comparison = SessionComparison(try Self.session(Self.pairs[1].0), try Self.session(Self.pairs[1].1))
        let value = try JSONSerialization.jsonObject(with: Data(ComparisonJSON.render(comparison)))
        let document = try #require(value as? [String: Any])
        #expect(document["schema_version"] as? String == ComparisonJSON.version)
        #expect(document["differs"] as? Bool == true)
        let differences = try #require(document["differences"] as? [[String: Any]])
        #expect(differences.first?["kind"] as? String == "outcome")
        #expect(differences.first?["a"] as? String == "_result NetConnection.Connect.Success")
        let first = try #require(document["first_divergence"] as? Int)
        #expect(differences[first]["text"] as? String == "kind of S1 is complex in A, simple in B")
        let counts = try #require(document["counts"] as? [String: Int])
        #expect(counts.values.reduce(0, +) == differences.count)
        let steps = try #require(document["steps"] as? [[String: Any]])
        #expect(
            Set(steps.compactMap { $0["state"] as? String }).isSuperset(of: ["equal", "differs", "only_a", "moved"]))
        #expect((document["verdict"] as? String)?.hasPrefix("first divergence that could matter: ") == true)
    }
}
