import Dissection
import TestSupport
import Testing
import Transcripts

/// The text form: what is written is read back, and what a person writes is understood.
struct TranscriptTextTests {
    @Test("every capture's golden is read back as it was written", arguments: Repository.captureNames)
    func roundTrip(capture: String) throws {
        let transcript = try Transcribed.transcript(ofCapture: capture)
        let writer = TranscriptWriter(parts: transcript.parts)
        let text = writer.text(of: transcript)
        let golden = try TranscriptParser.parse(text)
        #expect(writer.text(of: golden) == text)
        #expect(golden.flows.count == transcript.flows.count)
        // From the values as well, not only from the lines as they stood there.
        var values = golden
        for flow in values.flows.indices {
            for entry in values.flows[flow].entries.indices { values.flows[flow].entries[entry].source = nil }
        }
        #expect(writer.text(of: values) == text)
    }

    @Test("names and texts from the wire cannot act on a terminal, nor end their line")
    func hostile() throws {
        var connection = BuiltConnection()
        connection.handshake()
        connection.command(
            .client, "end\n  · end: by\u{1b}[2J", 1,
            [.object([("a b*\"", .string("x\u{1b}]0;t\u{7}\n\"*\\")), ("csid", .string("*"))])])
        connection.command(.client, "video", 0, [.null])
        let transcript = Transcribed.transcript(of: connection)
        let text = TranscriptWriter(parts: transcript.parts).text(of: transcript)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
        let golden = try TranscriptParser.parse(text)
        #expect(TranscriptComparison(expected: golden, actual: transcript).differences.isEmpty)
        let kinds = golden.flows[0].entries.map(\.kind)
        // A command that is called like one of our words is in quotes.
        #expect(kinds.contains("\"video\""))
        #expect(kinds.count { $0 == "end" } == 1)
    }

    @Test("ASCII stands for the arrows, the dot and the tolerance")
    func ascii() throws {
        let golden = try Transcribed.parse(
            """
            flow: publish "live/cam"
              -> connect: app live  # as configured
              <- result of connect: code NetConnection.Connect.Success  ...
              <- video: frames 40+-25%
              - end: by client
            """)
        let entries = golden.flows[0].entries
        #expect(entries.map(\.direction) == [.clientToServer, .serverToClient, .serverToClient, nil])
        #expect(entries.map(\.kind) == ["connect", "result of connect", "video", "end"])
        #expect(entries[0].fields == [TranscriptField("app", .word("live"))])
        #expect(entries[1].fields.last?.value == .rest)
        #expect(entries[2]["frames"] == .near(40, .percent(25)))
    }

    @Test(
        "values are what they look like",
        arguments: [
            ("*", TranscriptValue.any), ("5000000", .number(5_000_000)), ("-2000", .number(-2000)),
            ("58.59375", .number(58.59375)), ("true", .word("true")), ("9.0.124.2", .word("9.0.124.2")),
            ("0x1F", .word("0x1F")), ("\"a\\*b\"", .text("a*b")), ("\"a*b\"", .glob(["a", "b"])),
            ("\"\\u{1b}\\\"\\\\\"", .text("\u{1b}\"\\")), ("30..50", .range(30, 50)), ("30..", .range(30, nil)),
            ("..50", .range(nil, 50)), ("4±2", .near(4, .absolute(2))), ("4±2.5%", .near(4, .percent(2.5))),
            ("[1, \"x\", ...]", .list([.number(1), .text("x"), .rest])),
            (
                "{a 1, \"b c\" {d null}, ...}",
                .record([
                    TranscriptField("a", .number(1)),
                    TranscriptField("b c", .record([TranscriptField("d", .word("null"))])),
                    TranscriptField("...", .rest),
                ])
            ),
        ])
    func values(text: String, value: TranscriptValue) throws {
        let golden = try Transcribed.parse("flow: connect \"live\"\n  → call: argument \(text)  last 1")
        #expect(golden.flows[0].entries[0].fields.map(\.value) == [value, .number(1)])
    }

    @Test(
        "what is no transcript is refused with its line",
        arguments: [
            ("", 1), ("hello", 1), ("rtmp-dissect transcript 2", 1),
            ("rtmp-dissect transcript 1\nkeep everything", 2),
            ("rtmp-dissect transcript 1\n  → connect", 2),
            ("rtmp-dissect transcript 1\nflow:", 2),
            ("rtmp-dissect transcript 1\n\nflow: connect \"live\"\n  → connect: app \"live", 4),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  → connect: app \"live\"\n      csid", 4),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  → connect: app {a 1", 3),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  → connect: app }", 3),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  → video: frames 4±x", 3),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  → connect: app \"\\u{110000}\"", 3),
            ("rtmp-dissect transcript 1\nflow: connect \"live\"\n  →", 3),
            ("rtmp-dissect transcript 1\nwhat is this", 2),
        ])
    func errors(text: String, line: Int) {
        #expect { try TranscriptParser.parse(text) } throws: { error in
            (error as? TranscriptSyntaxError)?.line == line
        }
    }

    @Test("a golden nested deeper than anyone writes is refused, and one cut anywhere does not crash")
    func hostileGoldens() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: TranscriptSyntaxError.self) {
            try Transcribed.parse("flow: connect \"live\"\n  → call: argument \(deep)")
        }
        let transcript = Transcribed.transcript(of: Transcribed.publisher())
        let text = TranscriptWriter(parts: transcript.parts).text(of: transcript)
        var bytes = Array(text.utf8)
        for end in bytes.indices { _ = try? TranscriptParser.parse(String(decoding: bytes[..<end], as: UTF8.self)) }
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let index = random.integer(0...bytes.count - 1)
            let kept = bytes[index]
            bytes[index] = random.one(of: Array("\"{}[]*\\:±→#?.\n x0".utf8))
            if let golden = try? TranscriptParser.parse(String(decoding: bytes, as: UTF8.self)) {
                _ = TranscriptComparison(expected: golden, actual: transcript).differenceCount
            }
            if random.chance(80) { bytes[index] = kept }
        }
    }

    @Test("what a golden keeps is named in its head")
    func parts() throws {
        let parts = TranscriptPart.usual.union([.pings]).subtracting([.csids])
        let text = TranscriptWriter(parts: parts).text(of: Transcript(parts: parts))
        #expect(text.contains("keep usual +pings -csids\n"))
        #expect(try TranscriptParser.parse(text).parts == parts)
        #expect(
            try TranscriptParser.parse("rtmp-dissect transcript 1\nkeep status commands").parts == [.status, .commands])
    }
}
