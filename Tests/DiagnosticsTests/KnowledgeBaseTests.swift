import Diagnostics
import Testing

@Suite("What can be explained")
struct KnowledgeBaseTests {
    @Test(
        "a name is found in any case, with and without its separators",
        arguments: [
            ("ack-missing", ["ack-missing"]), ("ACK missing", ["ack-missing"]),
            ("netstream.publish.badname", ["NetStream.Publish.BadName"]),
            ("Publish.BadName", ["NetStream.Publish.BadName"]),
            ("BadName", ["NetStream.Publish.BadName"]), ("set chunk size", ["Set Chunk Size"]),
            ("set_chunk_size", ["Set Chunk Size"]), ("SetChunkSize", ["Set Chunk Size"]),
            ("AMF0 command", ["Command (AMF0)"]), ("command", ["Command (AMF3)", "Command (AMF0)"]),
            ("window ack size", ["Window Acknowledgement Size"]), ("20", ["Command (AMF0)"]),
            ("0x14", ["Command (AMF0)"]),
            ("ping request", ["PingRequest"]), ("streambegin", ["StreamBegin"]), ("hvc1", ["hvc1"]), ("HEVC", ["hvc1"]),
            ("opus", ["Opus"]), (".mp3", [".mp3"]), ("mp3", [".mp3"]), ("video 12", ["hvc1"]),
            ("sound format 10", ["mp4a"]),
        ])
    func found(text: String, names: [String]) { #expect(KnowledgeBase.find(text).map(\.name) == names) }

    @Test("a number of a message type and of an event names both, one of neither names codecs")
    func numbers() {
        #expect(KnowledgeBase.find("4").map(\.kind) == [.messageType, .userControlEvent])
        #expect(KnowledgeBase.find("31").map(\.name) == ["BufferEmpty"])
        #expect(KnowledgeBase.find("12").map(\.name) == ["hvc1"])
        #expect(KnowledgeBase.find("10").map(\.name) == ["mp4a"])
        #expect(KnowledgeBase.find("99").isEmpty)
    }

    @Test("what programs misspell leads to the code that they mean")
    func misspelt() throws {
        let entry = try #require(KnowledgeBase.find("NetStream.play.failed").first)
        #expect(entry.name == "NetStream.Play.Failed")
        let denied = try #require(KnowledgeBase.find("NetStream.Publish.Denied").first)
        #expect(denied.name == "NetStream.Publish.BadName")
        #expect(denied.paragraphs.contains { $0.text.contains("NetStream.Publish.Denied") })
    }

    @Test(
        "of an unknown name the nearest are suggested",
        arguments: [
            ("ack-mising", "ack-missing"), ("NetStream.Publish.BadNam", "NetStream.Publish.BadName"),
            ("set chunk sise", "Set Chunk Size"), ("digest", "handshake-digest-missing"), ("hvc2", "hvc1"),
        ])
    func suggested(text: String, name: String) {
        #expect(KnowledgeBase.find(text).isEmpty)
        #expect(KnowledgeBase.suggestions(for: text).contains(name), "\(KnowledgeBase.suggestions(for: text))")
    }

    @Test("nothing is found or suggested for nothing", arguments: ["", " ", "zzzzzz", "-", "0x", "\u{1b}[2J"])
    func nothing(text: String) {
        #expect(KnowledgeBase.find(text).isEmpty)
        #expect(KnowledgeBase.suggestions(for: text).isEmpty)
    }

    @Test("whatever is listed is found by its name, and told in whole sentences")
    func complete() {
        #expect(Set(KnowledgeBase.all.map(\.kind)) == Set(KnowledgeEntry.Kind.allCases))
        for entry in KnowledgeBase.all {
            #expect(KnowledgeBase.find(entry.name).contains { $0.name == entry.name && $0.kind == entry.kind })
            #expect(entry.paragraphs.count >= 2, "\(entry.name)")
            #expect(!entry.title.isEmpty && !entry.title.hasSuffix("."), "\(entry.name)")
            for paragraph in entry.paragraphs {
                #expect(paragraph.text.count > 3 && paragraph.text.hasSuffix("."), "\(entry.name)")
                #expect(!paragraph.text.contains("  ") && !paragraph.text.contains("\n"), "\(entry.name)")
            }
        }
    }
}
