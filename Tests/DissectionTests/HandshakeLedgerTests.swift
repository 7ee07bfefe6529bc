import Packets
import RTMP
import TestSupport
import Testing

@testable import Dissection

/// Handshake packets of both sides held against each other. Sessions go through the dissector, which fills the ledger.
@Suite struct HandshakeLedgerTests {
    private static func facts(_ body: (inout BuiltConnection) -> Void) -> [String] {
        var connection = BuiltConnection()
        body(&connection)
        return Dissected(connection).handshakes.map { handshake in
            let trip = handshake.roundTrip.map { " \($0 / 1_000_000) ms" } ?? ""
            return "\(handshake.name) \(handshake.reply.map { "\($0.echo)" } ?? "")\(trip)"
        }
    }

    @Test("each reply is held against the block it answers, with the time from one to the other")
    func replies() {
        let facts = Self.facts { connection in
            connection.send(.client, [3] + SimpleHandshake.block, maximum: 1600)
            connection.wait(milliseconds: 30)
            connection.send(.server, [3] + SimpleHandshake.block, maximum: 1600)
            connection.send(.server, SimpleHandshake.block, maximum: 1600)
            connection.wait(milliseconds: 10)
            connection.send(.client, SimpleHandshake.block, maximum: 1600)
        }
        #expect(facts == ["C0C1 ", "S0S1 ", "S2 exact 32 ms", "C2 exact 12 ms"])
    }

    @Test("S0, S1 and S2 in one packet are one part")
    func whole() {
        let facts = Self.facts { connection in
            connection.send(.client, [3] + SimpleHandshake.block, maximum: 4000)
            connection.send(.server, SimpleHandshake.side, maximum: 4000)
        }
        #expect(facts == ["C0C1 ", "S0S1S2 exact 1 ms"])
    }

    @Test("a reply to a block that the capture does not have is not judged")
    func oneSided() {
        let facts = Self.facts { connection in
            connection.lose(.server, count: 2 * 1536 + 1)
            connection.send(.client, [3] + SimpleHandshake.block, maximum: 1600)
            connection.send(.client, SimpleHandshake.block, maximum: 1600)
        }
        // The client acknowledged the server's side, which the capture does not have: nothing is told of its time.
        #expect(facts == ["C0C1 ", "C2 unknown", "S1 ", "S2 "])
    }

    @Test("replies that echo something else, or only nearly, say so")
    func echoes() {
        var other = SimpleHandshake.block
        for index in 8..<1536 { other[index] ^= 0x55 }
        var timed = SimpleHandshake.block
        // The time of reading, § 5.2.4.
        timed.replaceSubrange(4..<8, with: [0, 0, 1, 2])
        let facts = Self.facts { connection in
            connection.send(.client, [3] + SimpleHandshake.block, maximum: 4000)
            connection.send(.server, [3] + SimpleHandshake.block + other, maximum: 4000)
            connection.send(.client, timed, maximum: 4000)
        }
        #expect(facts == ["C0C1 ", "S0S1S2 none 1 ms", "C2 exceptTime2 1 ms"])
    }
}
