import Packets
import Segments
import Testing

@testable import Streams

/// The table of flows against a dictionary, and what a flow takes in it.
struct FlowTableTests {
    @Test("a flow takes as few bytes as thousands of them allow")
    func sizes() {
        #expect(MemoryLayout<FlowTable.Flow>.stride <= 72)
        #expect(MemoryLayout<HalfStream>.stride <= 80)
    }

    private func segment(_ client: Int) -> Segment {
        Segment(
            source: Endpoint(address: Address(ipv4: 0x0a00_0001), port: UInt16(1000 + client)),
            destination: Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935), sequence: 0, flags: .ack,
            payload: 0..<0)
    }

    @Test("flows that open, close and come again are found where they are", arguments: 0..<8)
    func against(seed: Int) {
        var random = SeededGenerator(seed: 6100 + UInt64(seed))
        var table = FlowTable()
        var open: [Int: Int] = [:]
        var closed: [Int: Int] = [:]
        var serial = 0
        for _ in 0..<20_000 {
            let client = Int.random(in: 0..<[40, 6000][seed % 2], using: &random)
            let key = FlowKey.of(segment(client)).key
            switch table.find(key) {
            case .open(let slot):
                #expect(open[client] == table.flows[slot].serial && table.isOpen(slot))
                let isRemembered = random.chance(70)
                let tombstone = Tombstone(
                    key: key, serial: table.flows[slot].serial, senders: (Tombstone.Sender(), Tombstone.Sender()))
                table.close(slot, leaving: isRemembered ? tombstone : nil)
                closed[client] = isRemembered ? open[client] : nil
                open[client] = nil
                #expect(!table.isOpen(slot))
            case .closed(let tombstone):
                #expect(open[client] == nil && closed[client] == table.tombstones[tombstone].serial)
                #expect(table.closedFlow(key)?.serial == closed[client])
                fallthrough
            case .unknown:
                #expect(open[client] == nil)
                serial += 1
                _ = table.open(key, initiator: 0, encapsulation: Encapsulation(), at: Timestamp(nanoseconds: 0))
                open[client] = serial
                closed[client] = nil
            }
            #expect(table.count == open.count)
        }
        #expect(table.slotsBySerial.map { table.flows[$0].serial } == open.values.sorted())
    }

    @Test("an encapsulation comes out as it went in")
    func labels() {
        var encapsulation = Encapsulation()
        #expect(FlowLabels(encapsulation).encapsulation(.none, 0) == encapsulation)
        encapsulation.pppoeSession = 0
        encapsulation.mplsLabel = 0
        #expect(FlowLabels(encapsulation).encapsulation(.none, 0) == encapsulation)
        encapsulation.outerVLAN = 4094
        encapsulation.innerVLAN = 7
        encapsulation.pppoeSession = 0xffff
        encapsulation.mplsLabel = 0xf_ffff
        encapsulation.tunnel = .vxlan
        encapsulation.tunnelID = 0xffff_ffff
        encapsulation.wasFragmented = true
        #expect(FlowLabels(encapsulation).encapsulation(.vxlan, 0xffff_ffff) == encapsulation)
    }

    @Test("a list that grows sparingly has little room to spare")
    func sparing() {
        var list: [Int] = []
        for number in 0..<5000 {
            list.appendSparingly(number)
            if list.count > 200 { #expect(list.capacity <= list.count * 9 / 8 + 8) }
        }
        #expect(list == Array(0..<5000))
    }
}
