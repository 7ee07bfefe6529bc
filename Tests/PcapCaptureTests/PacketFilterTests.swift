import Packets
import Segments
import TestSupport
import Testing

@testable import PcapCapture

@Suite struct PacketFilterTests {
    let client = Endpoint(address: Address(ipv4: 0x0a00_0001), port: 50_000)
    let server = Endpoint(address: Address(ipv4: 0x0a00_0002), port: 1935)
    let other = Endpoint(address: Address(ipv4: 0x0a00_0003), port: 80)

    private var frames: [[UInt8]] {
        [server, other, server].map { PacketBuilder.frame(from: client, to: $0, payload: [1, 2, 3]) }
    }

    @Test("packets that do not match are counted and not delivered")
    func matching() throws {
        let bytes = CaptureBuilder.pcap(frames.map { CaptureBuilder.Record($0) })
        let reading = Reading(bytes, filter: "tcp port 1935")
        #expect(reading.items.map(\.packet.number) == [1, 3])
        #expect(try #require(reading.file).packets == 3)
        #expect(Reading(bytes, filter: "udp").items.isEmpty)
        #expect(Reading(bytes, filter: "").items.count == 3)
    }

    @Test("the filter is compiled for each link type")
    func linkTypes() {
        let bytes = CaptureBuilder.pcapng {
            $0.interface(.ethernet)
            $0.interface(.raw)
            $0.interface(.null)
            $0.interface(.linuxSLL2)
            let packets = frames.map { Array($0[14...]) }
            for (index, frame) in frames.enumerated() {
                $0.packet(.init(frame), interface: 0)
                $0.packet(.init(packets[index]), interface: 1)
                $0.packet(.init([2, 0, 0, 0] + packets[index]), interface: 2)
                $0.packet(
                    .init([8, 0, 0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0] + packets[index]),
                    interface: 3)
            }
        }
        let reading = Reading(bytes, filter: "tcp port 80")
        #expect(reading.error == nil)
        #expect(reading.items.map(\.packet.number) == [5, 6, 7, 8])
    }

    @Test("a mistyped filter is told before anything is read, and named")
    func mistyped() {
        let error = Reading(CaptureBuilder.pcap([]), filter: "tcp prt\u{1b} 1935").error
        #expect(error?.input == "filter \"tcp prt? 1935\"")
        guard case .cannotOpen(let text) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("syntax error") || text.contains("illegal"))
    }

    @Test("a filter that makes no sense for a packet's link type is told, once")
    func senseless() throws {
        let bytes = CaptureBuilder.pcap(
            frames.map { CaptureBuilder.Record(Array($0[14...])) }, linkType: .raw)
        var file = try CaptureFile(bytes: bytes, name: "test", filter: "ether host 02:00:00:00:00:01")
        let error = #expect(throws: CaptureError.self) { try Reading.next(&file) }
        #expect(error?.description.contains("raw IP") == true)
        #expect(try Reading.next(&file) == nil)
    }

    @Test("a packet of no bytes matches nothing")
    func emptyPacket() {
        let bytes = CaptureBuilder.pcap([.init([]), .init([1])])
        #expect(Reading(bytes, filter: "ip").items.isEmpty)
        #expect(Reading(bytes).items.count == 2)
    }
}
