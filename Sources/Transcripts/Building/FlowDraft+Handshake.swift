import Dissection
import RTMP

/// However the packets of a handshake were gathered, each block and each reply is an entry.
extension FlowDraft {
    func note(_ handshake: HandshakeEvent, _ event: Event) {
        let side = handshake.role == .client ? "C" : "S"
        if handshake.part.version != nil || handshake.part.block != nil {
            var fields: [TranscriptField] = []
            if let version = handshake.part.version {
                fields.append(TranscriptField("version", .number(Double(version.rawValue))))
            }
            if let block = handshake.block {
                fields += Self.fields(block)
            } else {
                fields.append(TranscriptField("bytes", .number(Double(handshake.part.block?.count ?? 0))))
            }
            say(event, "\(side)1", fields)
        }
        if let reply = handshake.reply {
            say(event, "\(side)2", [TranscriptField("answer", .word(Self.word(reply)))])
        } else if let bytes = handshake.part.reply {
            say(event, "\(side)2", [TranscriptField("bytes", .number(Double(bytes.count)))])
        }
    }

    private static func fields(_ block: HandshakeBlock) -> [TranscriptField] {
        var fields = [TranscriptField("kind", .word(block.kind.rawValue))]
        if block.kind == .complex {
            if let digest = block.digest {
                fields.append(TranscriptField("schema", .number(Double(digest.schema))))
                fields.append(TranscriptField("digest_offset", .number(Double(digest.offset)), .nothing))
            }
            // Of a simple block the field holds a clock or chance as often as a version.
            fields.append(TranscriptField("peer_version", .word(block.peerVersionText)))
        }
        fields.append(TranscriptField("time", .number(Double(block.time)), .nothing))
        return fields
    }

    private static func word(_ reply: HandshakeReply) -> String {
        if reply.signature == .valid { return "signature" }
        return switch reply.echo {
        case .exact: "echo"
        case .exceptTime2: "echo-with-time"
        case .partial: "partial-echo"
        case .none: "unrelated"
        case .unknown: "unknown"
        }
    }
}
