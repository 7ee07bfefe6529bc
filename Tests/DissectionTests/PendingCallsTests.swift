import Packets
import TestSupport
import Testing

@testable import Dissection

@Suite("Calls without an answer") struct PendingCallsTests {
    /// The same, as a list.
    private struct Listed {
        var calls: [PendingCalls.Call] = []

        mutating func take(_ isWanted: (PendingCalls.Call) -> Bool) -> PendingCalls.Call? {
            calls.firstIndex(where: isWanted).map { calls.remove(at: $0) }
        }
    }

    private static func text(_ call: PendingCalls.Call?) -> String { call.map { "\($0)" } ?? "-" }

    @Test("calls are answered as those of a list are")
    func likeList() {
        let names = ["connect", "createStream", "publish", "play", "", "getStreamLength", "é", "a name of its own"]
        for seed in 1...30 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var packed = PendingCalls()
            var listed = Listed()
            let maximum = random.integer(1...60)
            for index in 0..<120 {
                let name = random.one(of: names)
                let stream = UInt32(truncatingIfNeeded: random.one(of: [0, 1, 2, 0x1_0000, 0xFFFF_FFFF]))
                let id = random.one(of: [0, -0.0, 1, 2, 3, 2.5, 1e300, .nan])
                switch random.integer(0...3) {
                case 0:
                    let expected = listed.take { $0.transactionID == id }
                    #expect(Self.text(packed.answer(transactionID: id)) == Self.text(expected), "\(random)")
                case 1:
                    let expected =
                        listed.take { $0.statusStream == stream && $0.name == name }
                        ?? (stream == 0 ? listed.take { $0.statusStream != nil && $0.name == name } : nil)
                    #expect(Self.text(packed.answer(statusOn: stream, verb: name)) == Self.text(expected), "\(random)")
                default:
                    let time = Timestamp(nanoseconds: Int64(bitPattern: random.next()))
                    let byStatus = name == "publish" || name == "play"
                    var isForgetting = false
                    if id != 0 || byStatus {
                        isForgetting = listed.calls.count >= maximum
                        if isForgetting { listed.calls.removeFirst() }
                        listed.calls.append(
                            PendingCalls.Call(
                                transactionID: id, index: index * 1000, time: time,
                                statusStream: byStatus ? stream : nil, name: name))
                    }
                    let hasForgotten = packed.note(
                        name: name, transactionID: id, stream: stream, index: index * 1000, time: time,
                        maximum: maximum)
                    #expect(hasForgotten == isForgetting, "\(random)")
                }
                #expect(packed.calls.map { Self.text($0) } == listed.calls.map { Self.text($0) }, "\(random)")
            }
        }
    }

    @Test("the last command is told, known or not")
    func lastCommand() {
        #expect(LastCommand().words == nil)
        #expect(
            LastCommand(name: "onStatus", code: "NetStream.Publish.Start")?.words == "onStatus NetStream.Publish.Start")
        #expect(LastCommand(name: "connect", code: nil)?.words == "connect")
        #expect(LastCommand(name: "connect", code: "") == nil && LastCommand(name: "", code: nil) == nil)
        #expect(MemoryLayout<ByDirection<LastCommand>>.size == 4)
    }

    @Test("streams are found again, whichever were remembered and asked for before")
    func streams() {
        for seed in 1...50 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            var streams = KnownStreams()
            var known: [(identity: StreamIdentity, isIntroduced: Bool)] = []
            for step in 0..<600 {
                let id = UInt32(random.integer(0...(seed % 2 == 0 ? 3 : 300)))
                let index = known.firstIndex { $0.identity.id == id }
                switch random.integer(0...3) {
                case 0:
                    let identity = StreamIdentity(id: id, role: .play, name: "\(step)", app: nil)
                    streams.remember(identity)
                    if let index {
                        known[index].identity = identity
                    } else if known.count < 256 {
                        known.append((identity, false))
                    }
                case 1:
                    let isIntroduced = random.chance(70)
                    streams.setIntroduced(id, isIntroduced)
                    if let index { known[index].isIntroduced = isIntroduced }
                default:
                    streams.expect(id)
                    #expect(streams[id] == index.map { known[$0].identity }, "\(random)")
                    #expect(streams.isIntroduced(id) == index.map { known[$0].isIntroduced } ?? false, "\(random)")
                }
            }
            #expect(streams.identities == known.map(\.identity).sorted { $0.id < $1.id }, "\(random)")
        }
    }
}
