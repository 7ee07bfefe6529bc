import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import Segments

/// A capture in memory, and what becomes of it on its way: the input of each stage.
struct Recording: Sendable {
    private var packets: [(Packet, [UInt8])] = []
    /// What each side sent, from its first byte on.
    private(set) var streams: [[UInt8]] = []
    private(set) var events: [Event] = []
    /// Payloads of AMF0 commands.
    private(set) var commands: [[UInt8]] = []

    static let standard: Recording = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = folder.appending(path: "Captures/ffmpeg-publishes-and-plays-6-megabits.pcap")
        do {
            return try Recording(path: file.path)
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }()

    init(path: String) throws {
        var source = try CaptureFile(path: path)
        var packets: [(Packet, [UInt8])] = []
        while try source.next({ packet, bytes in
            packets.append((packet, bytes.withUnsafeBytes { unsafe [UInt8]($0) }))
        }) != nil {}
        self.packets = packets
        var events: [Event] = []
        var commands: [[UInt8]] = []
        var options = DissectionOptions()
        options.messages.keepsPayload = true
        var dissector = Dissector(options: options)
        func note(_ event: Event) {
            events.append(event)
            if case .message(let message) = event.body, case .command = message.message.body,
                let payload = message.message.payload
            {
                commands.append(payload)
            }
        }
        for (packet, bytes) in packets { dissector.receive(packet, bytes.span.bytes, deliver: note) }
        dissector.finish(deliver: note)
        self.events = events
        self.commands = commands
        streams = Self.streams(of: packets)
    }

    func forEachPacket(_ body: (Packet, RawSpan) -> Void) {
        for (packet, bytes) in packets { body(packet, bytes.span.bytes) }
    }

    private static func streams(of packets: [(Packet, [UInt8])]) -> [[UInt8]] {
        struct Connection: Hashable { var source: Endpoint, destination: Endpoint }
        var streams: [Connection: (next: UInt32, bytes: [UInt8])] = [:]
        var decoder = PacketDecoder()
        for (packet, bytes) in packets {
            _ = decoder.decode(packet, bytes.span.bytes) { segment, span in
                let connection = Connection(source: segment.source, destination: segment.destination)
                if segment.flags.contains(.syn) { streams[connection] = (segment.sequence &+ 1, []) }
                guard streams[connection]?.next == segment.sequence, !segment.payload.isEmpty else { return }
                streams[connection]?.next &+= UInt32(segment.payload.count)
                streams[connection]?.bytes += span.extracting(segment.payload).withUnsafeBytes { unsafe [UInt8]($0) }
            }
        }
        return streams.values.map(\.bytes)
    }
}
