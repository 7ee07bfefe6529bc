import Dissection
import Packets
import Segments
import TestSupport
import Testing

@Suite("What is held of flows that are not recognised yet")
struct HeldLimitTests {
    /// Packets of a connection met in its midst, captured with so many bytes of payload or none.
    private func standings(packets: Int, captured: Int) -> [FlowStanding] {
        var connection = BuiltConnection(server: Endpoint(address: Address(ipv4: 7), port: 9999), opened: false)
        for _ in 0..<packets { connection.send(.client, [UInt8](repeating: 0x41, count: 40)) }
        var dissector = Dissector()
        var standings: [FlowStanding] = []
        for (index, record) in connection.records.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                originalLength: record.originalLength)
            let bytes = Array(record.bytes.dropLast(40 - captured))
            let place = dissector.receive(packet, bytes.span.bytes) { _ in }
            if case .flow(let flow) = place { standings.append(dissector.standing(of: flow)) }
        }
        return standings
    }

    @Test("packets captured without their payload are not held for ever")
    func headersOnly() {
        let standings = standings(packets: 9000, captured: 0)
        #expect(standings.first == .undecided)
        #expect(standings.last == .other)
    }

    @Test("nor are tiny pieces")
    func tinyPieces() {
        let standings = standings(packets: 9000, captured: 1)
        #expect(standings.first == .undecided)
        #expect(standings.last == .other)
    }

    @Test("an RTMP handshake in segments of one byte is recognised all the same")
    func byteByByte() {
        var connection = BuiltConnection(server: Endpoint(address: Address(ipv4: 7), port: 9999))
        connection.send(.client, [3] + SimpleHandshake.block, maximum: 1)
        connection.send(.server, SimpleHandshake.side, maximum: 1)
        connection.send(.client, SimpleHandshake.block, maximum: 1)
        connection.connect()
        let dissected = Dissected(connection)
        #expect(dissected.openings.count == 1)
        #expect(dissected.messages.count == 4)
    }
}
