import Dissection
import Packets
import PcapCapture
import RTMP
import Segments
import Streams

/// Inputs to begin with, taken from captures and from files of test vectors.
public struct Seeds: Sendable {
    /// A target's name and an input for it.
    public private(set) var inputs: [(target: String, bytes: [UInt8])] = []

    /// Bytes of a direction, and of a file.
    private static let longest = 12_000
    private static let messagesOfAKind = 6

    public init() {}

    private mutating func add(_ target: any FuzzTarget.Type, _ choices: [UInt8], _ bytes: some Sequence<UInt8>) {
        inputs.append((target.name, choices + bytes))
    }

    // MARK: Captures

    public mutating func add(capture: [UInt8]) {
        add(CaptureFileTarget.self, [41], capture.prefix(3000))
        add(ReportTarget.self, [0, 0], capture.prefix(Self.longest))
        add(ReportTarget.self, [3, 33], capture.prefix(Self.longest / 2))
        if capture.count <= 2 * Self.longest { add(ReportTarget.self, [0, 0], capture) }
        guard let packets = Self.packets(of: capture) else { return }
        addPackets(packets)
        addSegments(packets)
        addStreams(packets)
        addMessages(packets)
    }

    private static func packets(of capture: [UInt8]) -> [(Packet, [UInt8])]? {
        var packets: [(Packet, [UInt8])] = []
        do throws(CaptureError) {
            var file = try CaptureFile(bytes: capture, name: "seed")
            while packets.count < 3000, let packet = try file.next(copy) { packets.append(packet) }
        } catch {
            return packets.isEmpty ? nil : packets
        }
        return packets
    }

    private static func copy(_ packet: Packet, _ bytes: RawSpan) -> (Packet, [UInt8]) {
        (packet, (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
    }

    private mutating func addPackets(_ packets: [(Packet, [UInt8])]) {
        guard let first = packets.first,
            let index = PacketTarget.linkTypes.firstIndex(of: first.0.linkType)
        else { return }
        var bytes: [UInt8] = []
        for (_, packet) in packets.filter({ $0.1.count < 600 }).prefix(6) {
            bytes += [UInt8(packet.count >> 8), UInt8(packet.count & 0xff), 0] + packet
        }
        add(PacketTarget.self, [UInt8(index)], bytes)
    }

    private mutating func addSegments(_ packets: [(Packet, [UInt8])]) {
        var decoder = PacketDecoder()
        var bases: [Endpoint: UInt32] = [:]
        var bytes: [UInt8] = []
        for (packet, content) in packets.prefix(80) {
            _ = decoder.decode(packet, content.span.bytes) { segment, _ in
                let base = bases[segment.source] ?? segment.sequence
                bases[segment.source] = base
                let place = (segment.sequence &- base) & 0x7fff
                let acknowledged = (segment.acknowledgement &- (bases[segment.destination] ?? 0)) & 0x7fff
                let length = min(segment.payload.count, 0x7ff)
                let isClient = segment.source.port > segment.destination.port
                bytes.append(segment.flags.rawValue)
                for number in [Int(place), length, Int(acknowledged)] {
                    bytes += [UInt8(number >> 8 & 0xff), UInt8(number & 0xff)]
                }
                bytes += [isClient ? 0 : 1, 0x41]
            }
        }
        add(ReassemblyTarget.self, [0], bytes)
    }

    /// The beginnings of both directions, behind each other and in turn.
    private mutating func addStreams(_ packets: [(Packet, [UInt8])]) {
        var decoder = PacketDecoder()
        var assembler = StreamAssembler()
        var sides: [[UInt8]] = [[], []]
        var session: [UInt8] = []
        var flow: FlowID?
        for (packet, content) in packets {
            _ = decoder.decode(packet, content.span.bytes) { segment, span in
                assembler.receive(segment, in: packet, bytes: span) { id, event, span in
                    guard id == flow ?? id, case .bytes(let bytes) = event else { return }
                    flow = id
                    let side = Int(bytes.side.rawValue)
                    let piece = bytes.range.map { span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
                    guard sides[side].count < Self.longest else { return }
                    sides[side] += piece
                    session += [UInt8(side), UInt8(piece.count >> 8 & 0xff), UInt8(piece.count & 0xff)] + piece
                }
            }
        }
        if !session.isEmpty { add(SessionTarget.self, [0, 200], session) }
        for side in sides where !side.isEmpty {
            add(HandshakeTarget.self, [0, 200], side.prefix(2 * HandshakeBlock.byteCount + 40))
            let start = 1 + 2 * HandshakeBlock.byteCount
            guard side.count > start else { continue }
            add(ChunkTarget.self, [7, 200], side[start...].prefix(Self.longest / 2))
            // One hole, or met in the middle.
            add(ChunkTarget.self, [0x43, 200, 1, 0x80, 0, 90], side[start...].prefix(4000))
            add(ChunkTarget.self, [8, 3], side[(start + (side.count - start) / 3)...].prefix(4000))
        }
    }

    private mutating func addMessages(_ packets: [(Packet, [UInt8])]) {
        var options = DissectionOptions()
        options.messages.keepsPayload = true
        var dissector = Dissector(options: options)
        var counts: [UInt8: Int] = [:]
        var messages: [(UInt8, [UInt8])] = []
        func note(_ event: Event) {
            guard case .message(let event) = event.body, let payload = event.message.payload else { return }
            let type = event.message.header.type.rawValue
            counts[type, default: 0] += 1
            // Commands are few; of media the first are enough.
            let limit = type >= 15 ? 40 : Self.messagesOfAKind
            if counts[type, default: 0] <= limit, payload.count <= 4096 { messages.append((type, payload)) }
        }
        for (packet, content) in packets { dissector.receive(packet, content.span.bytes, deliver: note) }
        dissector.finish(deliver: note)
        for (type, payload) in messages {
            switch type {
            case 8: add(MediaTarget.self, [0, 0], payload)
            case 9:
                add(MediaTarget.self, [1, 0], payload)
                add(MediaTarget.self, [2, 200], payload.dropFirst(5))
            case 18, 20: add(AMF0Target.self, [0], payload)
            case 15, 17: add(AMF0Target.self, [1], payload)
            default: break
            }
        }
    }

    // MARK: Vectors

    /// A JSON file of vectors: every text in it that is bytes in hex, for the targets that `file` is named after.
    public mutating func add(vectors text: [UInt8], file: String) {
        let targets: [(part: String, target: any FuzzTarget.Type, choices: [[UInt8]])] = [
            ("amf", AMF0Target.self, [[0], [1]]), ("amf", AMF3Target.self, [[0]]),
            ("chunk", ChunkTarget.self, [[7, 200]]),
            ("handshake", HandshakeTarget.self, [[0, 200]]),
            ("config", MediaTarget.self, (0...12).map { [$0, 200] }),
        ]
        for hex in text.split(separator: UInt8(ascii: "\"")) {
            guard let bytes = Self.bytes(hex) else { continue }
            for (part, target, choices) in targets where file.contains(part) {
                for choice in choices { add(target, choice, bytes) }
            }
        }
    }

    private static func bytes(_ hex: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = hex.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == hex.count, digits.count >= 2, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
