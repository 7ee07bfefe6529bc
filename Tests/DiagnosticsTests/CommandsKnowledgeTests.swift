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
            #expect(!entry.advice.isEmpty && entry.advice.hasSuffix("."), "\(entry.code)")
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

    @Test("the codes of Adobe's lists, of servers and of Enhanced RTMP are all there", arguments: Self.codes)
    func complete(prefix: String, ends: String) {
        for end in ends.split(separator: " ") {
            #expect(StatusCode.named("\(prefix).\(end)") != nil, "\(prefix).\(end)")
        }
    }

    private static let codes: [(String, String)] = [
        (
            "NetConnection.Connect",
            "Success Rejected InvalidApp Failed Closed AppShutdown IdleTimeout ReconnectRequest NetworkChange"
        ),
        ("NetConnection.Call", "Failed BadVersion Prohibited"),
        (
            "NetConnection",
            "Proxy.NotResponding Shutdown.Notify AddressChange.Notify ConnectivityCheck.Results"
        ),
        ("NetStream.Publish", "Start BadName Idle"), ("NetStream.Unpublish", "Success"),
        ("NetStream.Record", "Start Stop Failed NoAccess AlreadyExists DiskQuotaExceeded"),
        (
            "NetStream.Play",
            "Start Reset Stop Complete Failed StreamNotFound PublishNotify UnpublishNotify InsufficientBW "
                + "FileStructureInvalid NoSupportedTrackFound Switch Transition TransitionComplete"
        ),
        (
            "NetStream",
            "Pause.Notify Unpause.Notify Seek.Notify Seek.Failed Seek.InvalidTime Seek.Complete Buffer.Empty Buffer.Full "
                + "Buffer.Flush Data.Start Failed Video.DimensionChange Connect.Success Connect.Closed Connect.Failed "
                + "Connect.Rejected Authenticate.UsherToken Step.Notify SeekStart.Notify MulticastStream.Reset "
                + "DRM.UpdateNeeded"
        ),
        (
            "NetGroup",
            "Connect.Success Connect.Failed Connect.Rejected Neighbor.Connect Neighbor.Disconnect LocalCoverage.Notify "
                + "MulticastStream.PublishNotify MulticastStream.UnpublishNotify Posting.Notify SendTo.Notify "
                + "Replication.Request Replication.Fetch.Result Replication.Fetch.SendNotify Replication.Fetch.Failed"
        ),
        (
            "SharedObject",
            "BadPersistence Flush.Success Flush.Failed UriMismatch NoReadAccess NoWriteAccess ObjectCreationFailed "
                + "InvalidName"
        ),
        ("Application", "Script.Error Shutdown"),
    ]

    @Test("every spelling that is met stands for a known code")
    func spellings() {
        for spelling in StatusSpelling.all {
            #expect(StatusCode.named(spelling.text) == nil)
            #expect(StatusCode.named(spelling.code) != nil, "\(spelling.code)")
        }
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
        #expect(CodecKnowledge.all.map(\.codec) == Codec.all)
    }

    @Test(
        "a FourCC in other letters means the nearest one",
        arguments: [("opus", "Opus"), ("hvc2", "hvc1"), ("flac", "fLaC")])
    func fourCC(text: String, meant: String) {
        #expect(CodecKnowledge.named(text) == nil)
        #expect(CodecKnowledge.nearest(to: text)?.name == meant)
    }
}
