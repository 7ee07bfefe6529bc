import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import Testing
import TestSupport

/// Captures of which the first packets are taken away: what is read of the rest must be what was said.
@Suite("Captures that begin in the middle")
struct MidstreamTests {
    /// What a reader sees of a message, without what only its forerunners tell.
    private struct Sighting: Hashable {
        var flow: String
        var isFromClient: Bool
        var lastPacket: Int
        var type: UInt8
        var length: Int
    }

    private static let captures = [
        "obs-publishes-to-nginx.pcap", "vlc-publishes-to-nginx.pcap", "ffmpeg-publishes-over-ipv6.pcap",
        "mpv-plays-from-nginx.pcap", "rtmpdump-plays-in-65536-byte-chunks.pcap",
    ]

    @Test("no message is invented, and most are found", arguments: captures)
    func cut(name: String) throws {
        let whole = try Self.sightings(in: name, from: 0)
        var cuts = 0
        for first in [30, 60, 90, 140] {
            let rest = try Self.sightings(in: name, from: first)
            let there = whole.filter { $0.lastPacket > first + 10 }
            guard there.count > 20 else { continue }
            cuts += 1
            #expect(rest.subtracting(whole).isEmpty, "\(first) packets taken away")
            let found = Double(rest.count) / Double(there.count)
            #expect(found > 0.8, "\(first) packets taken away: \(rest.count) of \(there.count)")
        }
        #expect(cuts > 1)
    }

    private static func sightings(in name: String, from first: Int) throws -> Set<Sighting> {
        var source = try CaptureFile(path: Repository.captures.appending(path: name).path)
        var dissector = Dissector()
        var flows: [Int: String] = [:]
        var sightings: Set<Sighting> = []
        func note(_ event: Event) {
            switch event.body {
            case .flow(let opening):
                flows[event.flow] = "\(opening.client)"
            case .message(let message):
                sightings.insert(
                    Sighting(
                        flow: flows[event.flow] ?? "", isFromClient: event.direction == .clientToServer,
                        lastPacket: message.message.lastPacket, type: message.message.header.type.rawValue,
                        length: message.message.header.length))
            default: break
            }
        }
        func take(_ packet: Packet, _ bytes: RawSpan) {
            if packet.number > first { dissector.receive(packet, bytes, deliver: note) }
        }
        while try source.next({ packet, bytes in take(packet, bytes) }) != nil {}
        dissector.finish(deliver: note)
        return sightings
    }
}
