import Dissection
import Media
import Packets
import PcapCapture
import RTMP
import Segments

/// One RTMP connection as it was recorded: who sent which bytes, and the part that can be repeated.
struct RecordedFlow {
    /// Bytes of one side in the order of the capture.
    struct Turn {
        var isFromClient: Bool
        var bytes: [UInt8]
    }

    /// Up to the first key frame.
    var opening: [Turn]
    /// From the first key frame to the last one, which is left out: any number of times this is a valid stream.
    var loop: Turn
    var closing: [Turn]

    /// The flows of a capture in which nothing is missing and nothing came twice.
    static func all(in path: String) throws -> [RecordedFlow] {
        var recorder = Recorder()
        var dissector = Dissector()
        var source = try CaptureFile(path: path)
        var keyFrames: [Int: [(direction: Direction, offset: Int)]] = [:]
        var openings: [Int: FlowOpening] = [:]
        func note(_ event: Event) {
            switch event.body {
            case .flow(let opening): openings[event.flow] = opening
            case .message(let message):
                guard case .video(let tag) = message.message.body, tag.isKeyFrame, !tag.isSequenceHeader,
                    let direction = event.direction
                else { return }
                keyFrames[event.flow, default: []].append((direction, message.message.offset))
            default: break
            }
        }
        func take(_ packet: Packet, _ bytes: RawSpan) {
            recorder.receive(packet, bytes)
            dissector.receive(packet, bytes, deliver: note)
        }
        while try source.next({ packet, bytes in take(packet, bytes) }) != nil {}
        dissector.finish(deliver: note)
        return openings.keys.sorted().compactMap { flow in
            guard let opening = openings[flow], let frames = keyFrames[flow], let first = frames.first,
                let last = frames.last, first.offset < last.offset
            else { return nil }
            return RecordedFlow(
                recorder.turns(from: opening.client, to: opening.server), isFromClient: first.direction == .clientToServer,
                loop: first.offset..<last.offset)
        }
    }

    private init?(_ turns: [Turn], isFromClient: Bool, loop range: Range<Int>) {
        opening = []
        closing = []
        loop = Turn(isFromClient: isFromClient, bytes: [])
        var offset = 0
        for turn in turns {
            guard turn.isFromClient == isFromClient else {
                if offset < range.upperBound { opening.append(turn) } else { closing.append(turn) }
                continue
            }
            let end = offset + turn.bytes.count
            let parts = [0..<range.lowerBound, range, range.upperBound..<Int.max]
            for (index, part) in parts.enumerated() {
                let common = part.clamped(to: offset..<end)
                guard !common.isEmpty else { continue }
                let bytes = Array(turn.bytes[(common.lowerBound - offset)..<(common.upperBound - offset)])
                switch index {
                case 0: opening.append(Turn(isFromClient: isFromClient, bytes: bytes))
                case 1: loop.bytes += bytes
                default: closing.append(Turn(isFromClient: isFromClient, bytes: bytes))
                }
            }
            offset = end
        }
        if loop.bytes.count < range.count { return nil }
    }
}

extension RecordedFlow {
    /// Gathers what each side sent, each byte once.
    private struct Recorder {
        private struct Connection: Hashable {
            var source: Endpoint
            var destination: Endpoint
        }

        private var decoder = PacketDecoder()
        private var next: [Connection: UInt32] = [:]
        private var turns: [(connection: Connection, bytes: [UInt8])] = []

        mutating func receive(_ packet: Packet, _ bytes: RawSpan) {
            var decoder = decoder
            _ = decoder.decode(packet, bytes) { segment, span in
                let connection = Connection(source: segment.source, destination: segment.destination)
                if segment.flags.contains(.syn) { next[connection] = segment.sequence &+ 1 }
                guard !segment.payload.isEmpty, let expected = next[connection], expected == segment.sequence else {
                    return
                }
                next[connection] = expected &+ UInt32(segment.payload.count)
                turns.append((connection, span.extracting(segment.payload).withUnsafeBytes { unsafe [UInt8]($0) }))
            }
            self.decoder = decoder
        }

        func turns(from client: Endpoint, to server: Endpoint) -> [Turn] {
            let up = Connection(source: client, destination: server)
            let down = Connection(source: server, destination: client)
            return turns.filter { $0.connection == up || $0.connection == down }
                .map { Turn(isFromClient: $0.connection == up, bytes: $0.bytes) }
        }
    }
}
