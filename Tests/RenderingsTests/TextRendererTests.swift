import Dissection
import RTMP
import Renderings
import Segments
import TestSupport
import Testing

/// Properties of the text report; whole reports are held against `Reports/`.
@Suite struct TextRendererTests {
    private static func text(_ change: (inout TextOptions) -> Void = { _ in }) -> String {
        var options = TextOptions()
        change(&options)
        return Rendered.text(of: SampleSession.records, options: options)
    }

    private static func position(of word: String, in text: String) -> String.Index? {
        text.ranges(of: word).first?.lowerBound
    }

    @Test("the report begins with the file and says what was said in its order")
    func order() throws {
        let text = Self.text()
        #expect(text.hasPrefix("built.pcap"))
        let positions = ["C0 C1", "connect #1", "_result #1", "createStream", "publish", "onMetaData", "FCUnpublish"]
            .map { Self.position(of: $0, in: text) }
        let found = positions.compactMap(\.self)
        #expect(found.count == positions.count)
        #expect(found == found.sorted())
    }

    @Test("what matters stands on the lines: addresses, answers, statuses, names, software")
    func content() {
        let text = Self.text()
        for word in [
            "192.0.2.1:50000", "198.51.100.7:1935", "answers connect after 5.0 ms", "NetStream.Publish.Start", "cam",
            "Tester/1.2", "1280×720",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("runs of media fold into a line; with all media each message has one, with none there is none")
    func media() {
        let folded = Self.text().split(separator: "\n").count
        let all = Self.text { $0.media = .all }.split(separator: "\n").count
        let none = Self.text { $0.media = .none }.split(separator: "\n").count
        #expect(all > folded + 30)
        #expect(none <= folded)
    }

    @Test("lines keep to the width, but for words that are longer", arguments: [70, 80, 100, 160])
    func width(columns: Int) {
        for line in Self.text({ $0.width = columns }).split(separator: "\n") {
            let longest = line.split(separator: " ").map(\.count).max() ?? 0
            #expect(line.unicodeScalars.count <= max(columns, longest + 50), "\(line)")
        }
    }

    @Test("piped text has no escape sequences; coloured text is the same once they are taken out")
    func colour() {
        let plain = Self.text()
        #expect(!plain.contains("\u{1b}"))
        let coloured = Self.text { $0.colour = true }
        #expect(coloured.contains("\u{1b}["))
        var stripped = ""
        var rest = coloured[...]
        while let start = rest.firstIndex(of: "\u{1b}") {
            stripped += rest[..<start]
            rest = rest[start...].drop { $0 != "m" }.dropFirst()
        }
        #expect(stripped + rest == plain)
    }

    @Test("the summary alone has no timeline, and says the same at the end")
    func summaryOnly() {
        let summary = Self.text { $0.summaryOnly = true }
        #expect(!summary.contains("connect #1"))
        #expect(summary.contains("cam"))
        #expect(
            Self.text().hasSuffix(
                summary.split(separator: "\n", omittingEmptySubsequences: false).suffix(3).joined(separator: "\n")))
    }

    @Test("by flow, one flow's lines stand together; nothing else changes")
    func byFlow() {
        var other = BuiltConnection(
            client: Endpoint(address: Address(ipv4: 9), port: 4), time: 1_700_000_000_000_500_000)
        other.handshake()
        other.connect()
        other.close(.client)
        let records = SampleSession.records + other.records
        var options = TextOptions()
        let merged = Rendered.text(of: records, options: options)
        options.byFlow = true
        let separate = Rendered.text(of: records, options: options)
        func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" }.sorted() }
        #expect(words(merged) == words(separate))
        #expect(merged != separate)
    }

    @Test("chunks and payload bytes are shown where they were asked for")
    func chunksAndHex() {
        var dissection = DissectionOptions()
        dissection.messages.reportsChunks = true
        dissection.messages.keepsPayload = true
        var options = TextOptions()
        options.hex = true
        let text = Rendered.text(of: SampleSession.records, options: options, dissection: dissection)
        // The first chunk's header: fmt 0 on chunk stream 3, type 20.
        #expect(text.contains("03 00 00 00"))
        // The payload: a string of 7, "connect".
        #expect(text.contains("02 00 07 63 6f 6e 6e 65 63 74"))
    }

    @Test("no line ends in spaces, and the last one ends")
    func lineEnds() {
        let text = Self.text()
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
        #expect(text.hasSuffix("\n"))
    }
}
