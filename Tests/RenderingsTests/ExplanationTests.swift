import Diagnostics
import Foundation
import Renderings
import TestSupport
import Testing

@Suite("Explanations") struct ExplanationTests {
    private static func page(_ entries: [KnowledgeEntry], width: Int, colour: Bool = false) -> String {
        var options = TextOptions()
        options.width = width
        options.colour = colour
        var bytes: [UInt8] = []
        ExplanationText(options: options).write(entries, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a page names what it explains, and goes through its topics in order")
    func page() throws {
        let lines = Self.page(KnowledgeBase.find("chunk-size-changed-inside"), width: 80).split(separator: "\n")
        #expect(lines.first == "chunk-size-changed-inside  rule · note")
        #expect(lines.dropFirst().first == "The chunk size changed while a message was unfinished")
        let labels = lines.dropFirst(2).map { $0.prefix(16).trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
        #expect(
            labels == ["what it means", "why it matters", "fix the sender", "tolerate it", "defined in", "reported in"])
    }

    @Test("what whoever captured can mend is not put on the sender, and what no document says is left out")
    func capture() {
        let page = Self.page(KnowledgeBase.find("capture-gap"), width: 80)
        #expect(page.contains("\nto avoid it     tcpdump: a larger buffer"))
        #expect(!page.contains("defined in") && !page.contains("fix the sender"))
    }

    @Test("numbers stand in the head in both notations")
    func numbers() {
        #expect(Self.page(KnowledgeBase.find("20"), width: 80).hasPrefix("Command (AMF0)  message type 20 · 0x14\n"))
    }

    @Test("no line but an address is wider than asked for", arguments: [72, 80, 100])
    func width(columns: Int) {
        for line in Self.page(KnowledgeBase.all, width: columns).split(separator: "\n") {
            #expect(line.count <= columns || line.contains("https://"), "\(line)")
            #expect(line.last != " ", "\(line)")
        }
    }

    @Test("paragraphs are not drawn wider than people read")
    func widest() {
        #expect(Self.page(KnowledgeBase.all, width: 200) == Self.page(KnowledgeBase.all, width: 100))
    }

    @Test("colour is for those who ask for it")
    func colour() {
        let entries = KnowledgeBase.find("ack-missing")
        #expect(!Self.page(entries, width: 80).contains("\u{1b}"))
        #expect(Self.page(entries, width: 80, colour: true).contains("\u{1b}[1mack-missing\u{1b}[0m"))
    }

    @Test("the list has a line an entry, aligned, and cut only where it must fit")
    func list() {
        for width in [nil, 80] {
            var bytes: [UInt8] = []
            ExplanationList(width: width, colour: false).write(KnowledgeBase.all, to: &bytes)
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == KnowledgeBase.all.count + KnowledgeEntry.Kind.allCases.count)
            #expect(lines.contains { $0.hasSuffix("…") } == (width != nil))
            #expect(lines.allSatisfy { $0.count <= width ?? .max })
        }
    }

    @Test("as JSON it keeps to the schema")
    func json() throws {
        var bytes: [UInt8] = []
        ExplanationJSON.write(KnowledgeBase.all, to: &bytes)
        let object = try JSONSerialization.jsonObject(with: Data(bytes))
        try JSONSchema.ofRepository().validate(object, as: "explanations")
        let entries = try #require((object as? [String: Any])?["entries"] as? [[String: Any]])
        #expect(entries.count == KnowledgeBase.all.count)
    }
}

@Suite("The closing list") struct FindingListTests {
    /// Two findings of different lengths, one of a rule with a long name.
    private static func text(width: Int) throws -> [Substring] {
        var options = TextOptions()
        options.width = width
        options.summaryOnly = true
        let output = try Rendered.output(
            ofCapture: "second-publisher-gets-badname.pcap", TextRenderer(options: options))
        return String(decoding: output, as: UTF8.self).split(separator: "\n")
    }

    @Test("a finding ends with where to read more, where the width has room")
    func advice() throws {
        let line = try #require(try Self.text(width: 140).last)
        #expect(line.hasSuffix("Already publishing   rtmp-dissect explain publish-bad-name"))
        #expect(line.count <= 140)
    }

    @Test("advice is left out rather than wrapped")
    func narrow() throws {
        #expect(try Self.text(width: 100).allSatisfy { !$0.contains("rtmp-dissect explain") })
    }
}
