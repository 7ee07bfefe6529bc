import Diagnostics
import Media
import RTMP
import Testing

@Suite("Status codes")
struct CommandsKnowledgeTests {
    @Test("codes are unique, dotted, and explained")
    func table() {
        #expect(Set(StatusCode.all.map(\.code)).count == StatusCode.all.count)
        #expect(StatusCode.all.count >= 80)
        for entry in StatusCode.all {
            #expect(entry.code.split(separator: ".").count >= 2, "\(entry.code)")
            #expect(!entry.meaning.isEmpty && !entry.meaning.hasSuffix("."), "\(entry.code)")
            #expect(StatusCode.named(entry.code) == entry)
        }
    }

    @Test(
        "a misspelt code means the nearest one",
        arguments: [
            ("NetStream.Connnect.Success", "NetStream.Connect.Success"),
            ("NetStream.unpublish.Success", "NetStream.Unpublish.Success"),
            ("NetStream.play.failed", "NetStream.Play.Failed"),
            ("NetConnection.Connect.Succes", "NetConnection.Connect.Success"),
            ("netstream.publish.start", "NetStream.Publish.Start"),
        ])
    func misspelt(text: String, code: String) {
        #expect(StatusCode.named(text) == nil)
        #expect(StatusCode.nearest(to: text)?.code == code)
    }

    @Test("a code of an application's own means none", arguments: ["Shop.Order.Accepted", "", "x", "NetStream"])
    func unknown(text: String) {
        #expect(StatusCode.nearest(to: text) == nil)
    }

    @Test("every message type, user control event and codec that has a name is explained")
    func names() {
        for number in UInt8.min...UInt8.max {
            let type = MessageTypeID(rawValue: number)
            #expect((MessageTypeKnowledge.of(type) != nil) == (type.name != nil), "\(number)")
        }
        for number in UInt16(0)..<256 {
            let event = UserControl.Event(rawValue: number)
            #expect((UserControlKnowledge.of(event) != nil) == (event.name != nil), "\(number)")
        }
        for codec in Codec.all {
            guard let fourCC = codec.fourCC else { continue }
            #expect(FourCCKnowledge.named(fourCC.text)?.kind == codec.kind, "\(fourCC)")
        }
    }

    @Test(
        "a FourCC in other letters means the nearest one",
        arguments: [("opus", "Opus"), ("hvc2", "hvc1"), ("flac", "fLaC")])
    func fourCC(text: String, meant: String) {
        #expect(FourCCKnowledge.named(text) == nil)
        #expect(FourCCKnowledge.nearest(to: text)?.fourCC.text == meant)
    }
}
