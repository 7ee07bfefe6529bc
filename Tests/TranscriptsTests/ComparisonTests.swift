import TestSupport
import Testing
import Transcripts

/// A capture held against a golden.
struct ComparisonTests {
    @Test("a capture and its own golden differ in nothing", arguments: Repository.captureNames)
    func itself(capture: String) throws {
        let transcript = try Transcribed.transcript(ofCapture: capture)
        let comparison = TranscriptComparison(expected: try Transcribed.golden(transcript), actual: transcript)
        #expect(comparison.differences.isEmpty)
        // With everything that can be kept, too.
        var all = transcript
        all.parts = Set(TranscriptPart.allCases)
        #expect(TranscriptComparison(expected: try Transcribed.golden(all), actual: all).differences.isEmpty)
    }

    @Test("the same session, captured in other ways, differs in nothing")
    func runs() throws {
        // Sessions of the same peers with the same stream, each a run of its own.
        let groups = [
            ["ffmpeg-publishes-over-ipv6.pcap", "ffmpeg-publishes-over-pppoe.pcap"],
            [
                "ffmpeg-publishes-to-nginx.pcap", "ffmpeg-publishes-captured-on-bsd-loopback.pcap",
                "ffmpeg-publishes-in-big-endian-nanoseconds.pcap",
            ],
            ["ffmpeg-plays-across-a-vlan.pcap", "ffmpeg-plays-captured-on-any.pcap"],
        ]
        for group in groups {
            let golden = try Transcribed.golden(Transcribed.transcript(ofCapture: group[0]))
            for other in group.dropFirst() {
                let comparison = TranscriptComparison(
                    expected: golden, actual: try Transcribed.transcript(ofCapture: other))
                #expect(comparison.differences.isEmpty, "\(group[0]) and \(other)")
            }
        }
    }

    private func differences(_ golden: String, _ connection: BuiltConnection) throws -> [String] {
        TranscriptComparison(
            expected: try Transcribed.parse(golden), actual: Transcribed.transcript(of: connection)
        ).differences
    }

    @Test("another status, a missing command and a new one are told by name")
    func differs() throws {
        let golden = try Transcribed.golden(Transcribed.transcript(of: Transcribed.publisher()))
        var other = Transcribed.publisher(status: "NetStream.Publish.BadName")
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: other)).differences
                == ["changed onStatus: code"])
        other.command(.client, "FCUnpublish", 4, [.null, .string("cam")])
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: other)).differences
                == ["changed onStatus: code", "extra FCUnpublish"])
        var short = BuiltConnection()
        short.handshake()
        short.connect([("app", .string("live")), ("tcUrl", .string("rtmp://h/live"))])
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: short)).differences
                == ["missing flow", "extra flow"])
    }

    @Test("within a direction the order counts, unless it is left out")
    func order() throws {
        func connection(_ names: [String]) -> BuiltConnection {
            var connection = BuiltConnection()
            connection.handshake()
            for name in names { connection.command(.client, name, 0) }
            return connection
        }
        let golden = try Transcribed.golden(Transcribed.transcript(of: connection(["a", "b", "c"])))
        let other = Transcribed.transcript(of: connection(["b", "a", "c"]))
        #expect(TranscriptComparison(expected: golden, actual: other).differences.count == 2)
        let parts = golden.parts.subtracting([.order])
        #expect(TranscriptComparison(expected: golden, actual: other, parts: parts).differences.isEmpty)
    }

    @Test("which direction came first does not count, nor which sequence header")
    func races() throws {
        func connection(_ steps: [(BuiltConnection.Sender, UInt8, [UInt8])]) -> BuiltConnection {
            var connection = BuiltConnection()
            connection.handshake()
            for (sender, type, payload) in steps {
                connection.message(sender, type: type, csid: type > 7 ? 4 : 2, stream: type > 7 ? 1 : 0, payload)
            }
            return connection
        }
        // 5: window acknowledgement size; 8: an AAC sequence header; 9: an AV1 one of Enhanced RTMP, empty.
        let window = PacketBuilder.u32(2_500_000)
        let steps: [(BuiltConnection.Sender, UInt8, [UInt8])] = [
            (.client, 5, window), (.server, 5, window), (.client, 8, [0xaf, 0, 0x12, 0x10]),
            (.client, 9, [0x90] + Array("av01".utf8)),
        ]
        let golden = try Transcribed.golden(Transcribed.transcript(of: connection(steps)))
        #expect(golden.flows[0].entries.contains { $0.kind == "video sequence header" })
        let swapped = connection([steps[1], steps[0], steps[3], steps[2]])
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: swapped)).differences.isEmpty)
    }

    @Test("asterisks, ranges, question marks and dots stand for what may vary")
    func wildcards() throws {
        let head = "flow: publish \"live/*\"\n  → ...\n"
        let status = "  ← onStatus: code \"NetStream.*\"  ...\n"
        let connection = Transcribed.publisher()
        #expect(try differences("\(head)  ← ...\n\(status)  · end: ...", connection).isEmpty)
        #expect(try differences("\(head)  ...\n\(status)", connection).isEmpty)
        // Before the status: S1, S2 and two results.
        #expect(try differences("\(head)  ← *\n  ← *\n  ← *\n  ← *\n\(status)  ...", connection).isEmpty)
        #expect(
            try differences("\(head)  ← *\n  ← *\n  ← *\n\(status)  · end: ...", connection) == [
                "extra result of createStream"
            ])
        #expect(
            try differences("\(head)  ...\n\(status)  ← ? close: ...\n  · end: ...", connection).isEmpty)
        #expect(
            try differences("\(head)  ...\n\(status)  ← close: ...\n  · end: ...", connection) == ["missing close"])
        #expect(
            try differences(
                "\(head)  ← ...\n  ← result of connect: capabilities 30..40  ...\n  ← ...\n  ...", connection
            )
            .isEmpty)
        #expect(
            try differences(
                "\(head)  ← ...\n  ← result of connect: capabilities 32±2%  ...\n  ← ...\n  · end: ...", connection)
                == ["changed result of connect: capabilities"])
    }

    @Test("flows belong together by what they do, whichever came first")
    func flows() throws {
        let one = Transcribed.publisher("one").records
        let two = Transcribed.publisher("two", port: 50_001, time: 1_700_000_001_000_000_000).records
        let golden = try Transcribed.golden(Transcribed.transcript(of: one + two))
        let later = Transcribed.publisher("one", port: 50_002, time: 1_700_000_002_000_000_000).records
        #expect(TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: two + later)).isSame)
        let renamed = Transcribed.publisher("three", port: 50_002, time: 1_700_000_002_000_000_000).records
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: two + renamed)).differences
                == ["title", "changed publish: name"])
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: two)).differences
                == ["missing flow"])
        #expect(
            TranscriptComparison(expected: golden, actual: Transcribed.transcript(of: one + two + later)).differences
                == ["extra flow"])
    }

    @Test("a name that is drawn for each run is an asterisk in the title, and others stay apart")
    func drawn() throws {
        let records =
            Transcribed.publisher("run-4711").records
            + Transcribed.publisher("cam", port: 50_001, time: 1_700_000_001_000_000_000).records
        let golden = try Transcribed.parse(
            """
            flow: publish "live/*"
              ...
              → publish: name "run-*"  ...
              ...
            flow: publish "live/cam"
              ...
              → publish: name cam  ...
              ...
            """)
        let actual = Transcribed.transcript(of: records)
        #expect(TranscriptComparison(expected: golden, actual: actual).differences.isEmpty)
        #expect(FlowPairing(expected: golden.flows, actual: actual.flows).pairs.map(\.actual) == [0, 1])
    }

    @Test(
        "a pattern fits what it should and nothing else",
        arguments: [
            (TranscriptValue.glob(["rtmp://", "/live"]), TranscriptValue.text("rtmp://h:1/live"), true),
            (.glob(["rtmp://", "/live"]), .text("rtmp://live"), false), (.glob(["ab", "ba"]), .text("aba"), false),
            (.glob(["", "x", ""]), .text("axb"), true), (.glob(["a", "b", "c"]), .text("abc"), true),
            (.glob(["a", "b", "c"]), .text("acb"), false), (.glob(["", ""]), .text(""), true),
            (.glob(["é", ""]), .text("e\u{301}x"), false),
            (.word("live"), .text("live"), true), (.word("true"), .text("true"), false),
            (.text("live"), .word("live"), false), (.near(40, .percent(25)), .number(50), true),
            (.near(40, .percent(25)), .number(50.1), false), (.near(-4, .absolute(2)), .number(-6), true),
            (.near(4, .absolute(2)), .text("4"), false), (.range(1, nil), .number(1), true),
            (.range(nil, 1), .number(2), false), (.any, .list([]), true),
            (.list([.number(1), .rest]), .list([.number(1), .number(2)]), true),
            (.list([.number(1)]), .list([.number(1), .number(2)]), false),
        ])
    func patterns(pattern: TranscriptValue, value: TranscriptValue, fits: Bool) {
        #expect(pattern.admits(value) == fits)
    }

    @Test("members of an object may come in any order, and say where they differ")
    func members() {
        let golden = [
            TranscriptField("data", .record([TranscriptField("a", .number(1)), TranscriptField("b", .any)])),
            TranscriptField("level", .text("status")),
        ]
        let same = [
            TranscriptField("level", .text("status")),
            TranscriptField("data", .record([TranscriptField("b", .number(7)), TranscriptField("a", .number(1))])),
        ]
        #expect(FieldComparison.differences(expected: golden, actual: same).isEmpty)
        let other = [
            TranscriptField("data", .record([TranscriptField("a", .number(2)), TranscriptField("c", .number(3))])),
            TranscriptField("level", .text("status")),
        ]
        #expect(
            FieldComparison.differences(expected: golden, actual: other).map(\.sentence)
                == ["data.a is 2 instead of 1", "data.b * is missing", "data.c 3 is new"])
    }

    @Test("long conversations are compared without trying every pair")
    func long() throws {
        func connection(_ count: Int, _ offset: Int) -> BuiltConnection {
            var connection = BuiltConnection()
            connection.handshake()
            for number in 0..<count {
                connection.command(.client, "call", 0, [.null, .number(Double(number + offset))])
            }
            return connection
        }
        let golden = try Transcribed.golden(Transcribed.transcript(of: connection(3_000, 0)))
        let comparison = TranscriptComparison(
            expected: golden, actual: Transcribed.transcript(of: connection(3_000, 10_000)))
        #expect(comparison.differenceCount == 3_000)
    }
}
