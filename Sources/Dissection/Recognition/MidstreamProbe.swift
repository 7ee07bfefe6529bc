import AMF
import RTMP
import Streams

/// Tells of a flow whose beginning the capture does not have whether it speaks RTMP: a chain of chunks in either
/// direction. Who is the client shows by what the two sides say.
struct MidstreamProbe {
    /// By `Side`.
    private var decoders: [ChunkDecoder]
    /// How much speaks for a side being the client, less what speaks against it.
    private var votes = [0, 0]
    /// A chain of chunks was found.
    private(set) var isFound = false

    init(options: MessageOptions) {
        var options = options
        options.reportsChunks = false
        options.keepsPayload = false
        options.scansFrames = false
        options.redaction = nil
        decoders = [ChunkDecoder(midstreamWith: options), ChunkDecoder(midstreamWith: options)]
    }

    /// The side that speaks like a client, where one does.
    var client: Side? {
        let difference = votes[0] - votes[1]
        return difference == 0 ? nil : difference > 0 ? .initiator : .responder
    }

    mutating func feed(_ piece: HeldBytes.Piece) {
        let side = Int(piece.side.rawValue)
        var events: [ChunkEvent] = []
        switch piece.content {
        case .bytes(let bytes):
            decoders[side].feed(
                bytes.span.bytes, in: 0..<bytes.count, offset: piece.offset, packet: piece.packet
            ) { events.append($0) }
        case .gap(let gap):
            decoders[side].skip(gap.length, offset: gap.offset, packet: gap.packet) { events.append($0) }
        case .ended:
            return
        }
        weigh(events, from: side)
    }

    /// Nothing more comes.
    mutating func finish() {
        for side in 0..<2 {
            var events: [ChunkEvent] = []
            decoders[side].finish(packet: 0) { events.append($0) }
            weigh(events, from: side)
        }
    }

    private mutating func weigh(_ events: [ChunkEvent], from side: Int) {
        for event in events {
            switch event {
            case .resynchronized: isFound = true
            case .message(let message): votes[side] += Self.weigh(message.body)
            case .chunk, .cut, .lost: break
            }
        }
    }

    /// 1 or more for what clients say, -1 or less for what servers say, 0 for what both do.
    private static func weigh(_ body: MessageBody) -> Int {
        switch body {
        case .command(let command):
            let name = command.name.string
            return clientCommands.contains(name) ? 4 : serverCommands.contains(name) ? -4 : 0
        case .userControl(let control):
            switch control.event {
            case .setBufferLength, .pingResponse, .swfVerifyResponse: return 4
            case .streamBegin, .streamEOF, .streamDry, .streamIsRecorded, .pingRequest, .swfVerifyRequest: return -4
            default: return 0
            }
        case .setPeerBandwidth: return -2
        case .data(let data):
            let name = data.name?.string
            return name == "@setDataFrame" ? 4 : name == "|RtmpSampleAccess" ? -4 : 0
        case .setChunkSize, .abort, .acknowledgement, .windowAcknowledgementSize, .audio, .video, .sharedObject,
            .aggregate, .unknown:
            return 0
        }
    }

    private static let clientCommands: Set<String> = [
        "connect", "createStream", "deleteStream", "closeStream", "releaseStream", "FCPublish", "FCUnpublish",
        "FCSubscribe", "publish", "play", "play2", "pause", "pauseRaw", "seek", "receiveAudio", "receiveVideo",
        "getStreamLength", "_checkbw",
    ]
    private static let serverCommands: Set<String> = [
        "_result", "_error", "onStatus", "onBWDone", "onFCPublish", "onFCUnpublish", "onFCSubscribe",
    ]
}
