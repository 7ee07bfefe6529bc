import AMF
import Dissection
import Fields
import Media
import RTMP
import Segments
import Streams

extension EventBody {
    /// The value of `event` in the JSON contract.
    var jsonName: String {
        switch self {
        case .capture: "capture_notice"
        case .flow: "flow"
        case .prefix: "prefix"
        case .handshake: "handshake"
        case .encrypted: "encrypted"
        case .message: "message"
        case .chunk: "chunk"
        case .cut: "cut"
        case .gap: "gap"
        case .lost: "lost"
        case .resynchronized: "resynchronized"
        case .stream: "stream"
        case .sideEnded: "side_ended"
        case .flowEnd: "flow_end"
        }
    }
}

extension Direction {
    /// `c2s` or `s2c`.
    public var jsonName: String { self == .clientToServer ? "c2s" : "s2c" }
}

extension StreamEvent.Gap.Cause {
    var jsonName: String {
        switch self {
        case .notCaptured: "not_captured"
        case .snapLength: "snap_length"
        case .limit: "limit"
        case .end: "end"
        }
    }
}

extension StreamEvent.Closing {
    var jsonName: String {
        switch self {
        case .fin: "fin"
        case .reset: "reset"
        case .idle: "idle"
        case .reused: "reused"
        case .evicted: "evicted"
        case .captureEnd: "capture_end"
        }
    }
}

extension ConnectionPrefix {
    var jsonFields: [Field] {
        var fields: [Field] = [Field("kind", .text(kind.rawValue)), Field("length", .integer(length))]
        if let client { fields.append(Field("client", .record(client.jsonFields))) }
        if let destination { fields.append(Field("destination", .record(destination.jsonFields))) }
        return fields
    }
}

extension ConnectionPrefix.Peer {
    fileprivate var jsonFields: [Field] {
        [Field("address", .text(address))] + (port.map { [Field("port", .integer(Int($0)))] } ?? [])
    }

    var summary: String { port.map { "\(address):\($0)" } ?? address }
}

extension HandshakeEvent {
    var jsonFields: [Field] {
        var fields = [Field("part", .text(name))]
        if let version = part.version { fields.append(contentsOf: version.fields) }
        if let block { fields.append(contentsOf: block.fields) }
        if let reply { fields.append(contentsOf: reply.fields) }
        if let roundTrip { fields.append(Field("round_trip", .number(Double(roundTrip) / 1e9))) }
        let counts = [part.block, part.reply].compactMap(\.self).map(\.count)
        if counts.contains(where: { $0 < HandshakeBlock.byteCount }) {
            fields.append(Field("bytes", .integer(counts.reduce(part.version == nil ? 0 : 1, +))))
        }
        if part.missing > 0 { fields.append(Field("missing", .integer(part.missing))) }
        return fields
    }
}

extension Chunk {
    var jsonFields: [Field] {
        [
            Field("fmt", .integer(Int(format))), Field("csid", .integer(chunkStreamID)),
            Field("header", .bytes(headerBytes)), Field("length", .integer(length)),
            Field("message_position", .integer(messagePosition)), Field("message_length", .integer(messageLength)),
            Field("type_id", .integer(Int(type.rawValue))), Field("timestamp", .integer(Int(timestamp))),
            Field("message_stream_id", .integer(Int(messageStreamID))),
        ]
    }
}

extension CutMessage {
    var jsonFields: [Field] {
        let name =
            switch cause {
            case .aborted: "aborted"
            case .overtaken: "overtaken"
            case .lost: "lost"
            case .ended: "ended"
            }
        return [
            Field("cause", .text(name)), Field("received", .integer(received)),
            Field("length", .integer(header.length)), Field("csid", .integer(header.chunkStreamID)),
            Field("fmt", .integer(Int(header.format))), Field("timestamp", .integer(Int(header.timestamp))),
            Field("type_id", .integer(Int(header.type.rawValue))),
            Field("type", .text(header.type.name ?? "unknown")),
            Field("message_stream_id", .integer(Int(header.messageStreamID))),
        ]
    }
}

extension Desynchronization {
    var jsonFields: [Field] {
        switch cause {
        case .hole(let count): [Field("cause", .text("hole")), Field("length", .integer(count))]
        case .noPreviousHeader(let format, let id):
            [
                Field("cause", .text("no_previous_header")), Field("fmt", .integer(Int(format))),
                Field("csid", .integer(id)),
            ]
        case .implausibleHeader(let header):
            [
                Field("cause", .text("implausible_header")), Field("csid", .integer(header.chunkStreamID)),
                Field("type_id", .integer(Int(header.type.rawValue))), Field("length", .integer(header.length)),
                Field("message_stream_id", .integer(Int(header.messageStreamID))),
            ]
        case .outdatedState: [Field("cause", .text("outdated_state"))]
        case .midstream: [Field("cause", .text("midstream"))]
        case .chunkStreamLimit(let bound):
            [Field("cause", .text("chunk_stream_limit")), Field("bound", .integer(bound))]
        }
    }
}

extension Resynchronization {
    var jsonFields: [Field] {
        [
            Field("skipped", .integer(skipped)), Field("chunk_size", .integer(chunkSize)),
            Field("chunk_size_inferred", .flag(chunkSizeIsInferred)),
            Field("possible_chunk_sizes", .list(possibleChunkSizes.map { .integer($0) })),
            Field("fmt", .integer(Int(format))), Field("csid", .integer(chunkStreamID)),
            Field("headers", .integer(headers)), Field("occasion", .text(occasion.rawValue)),
        ]
    }
}

extension StreamIntroduction {
    var jsonFields: [Field] {
        var fields: [Field] = [
            Field("message_stream_id", .integer(Int(identity.id))), Field("role", .text(identity.role.rawValue)),
            Field("name", .text(identity.name)),
        ]
        if let app = identity.app { fields.append(Field("app", .text(app))) }
        if let client { fields.append(Field("client_software", .text(client))) }
        if let server { fields.append(Field("server_software", .text(server))) }
        return fields
    }
}

extension DirectionTotals {
    var jsonFields: [Field] {
        var fields: [Field] = [
            Field("bytes", .integer(bytes)), Field("messages", .integer(messages)),
            Field(
                "types",
                .record(
                    types.sorted { $0.key.rawValue < $1.key.rawValue }
                        .map { Field("\($0.key.rawValue)", .integer($0.value)) })),
            Field("handshake_complete", .flag(handshakeComplete)),
        ]
        if let chunkSize { fields.append(Field("chunk_size", .integer(chunkSize))) }
        if cutMessages > 0 { fields.append(Field("cut_messages", .integer(cutMessages))) }
        if gaps > 0 {
            fields.append(Field("gaps", .integer(gaps)))
            fields.append(Field("missing_bytes", .integer(missingBytes)))
        }
        if isLost { fields.append(Field("lost", .flag(true))) }
        if encryptedBytes > 0 { fields.append(Field("encrypted_bytes", .integer(encryptedBytes))) }
        fields.append(Field("tcp", .record(tcp.jsonFields)))
        return fields
    }
}

extension SideFacts {
    /// What was sent, and of what is out of the ordinary only what happened.
    fileprivate var jsonFields: [Field] {
        let oddities = [
            ("retransmitted_segments", retransmittedSegments), ("retransmitted_bytes", retransmittedBytes),
            ("out_of_order_segments", outOfOrderSegments), ("duplicated_packets", duplicatedPackets),
            ("keep_alives", keepAlives), ("zero_windows", zeroWindows), ("invalid_checksums", invalidChecksums),
            ("conflicting_segments", conflictingSegments), ("ignored_segments", ignoredSegments),
        ]
        var fields = [
            Field("packets", .integer(packets)), Field("payload_bytes", .integer(payloadBytes)),
            Field("acknowledged", .integer(acknowledged)),
        ]
        fields += oddities.filter { $0.1 > 0 }.map { Field($0.0, .integer($0.1)) }
        if longestZeroWindow > 0 {
            fields.append(Field("longest_zero_window", .number(Double(longestZeroWindow) / 1e9)))
        }
        return fields
    }
}
