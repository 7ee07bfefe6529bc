import Bytes
import Fields

/// User Control Message, type 4, RTMP 1.0 § 6.2 and § 7.1.7, with the events that FMS, RTMFP and SWF
/// verification added.
public struct UserControl: Equatable, Sendable {
    /// The event number; peers use others than those named here.
    public struct Event: RawRepresentable, Hashable, Sendable {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let streamBegin = Event(rawValue: 0)
        public static let streamEOF = Event(rawValue: 1)
        public static let streamDry = Event(rawValue: 2)
        public static let setBufferLength = Event(rawValue: 3)
        public static let streamIsRecorded = Event(rawValue: 4)
        public static let pingRequest = Event(rawValue: 6)
        public static let pingResponse = Event(rawValue: 7)
        public static let swfVerifyRequest = Event(rawValue: 26)
        public static let swfVerifyResponse = Event(rawValue: 27)
        public static let bufferEmpty = Event(rawValue: 31)
        public static let bufferReady = Event(rawValue: 32)
        public static let flowSynchronization = Event(rawValue: 34)
        public static let setKeepaliveTimers = Event(rawValue: 41)

        /// The specification's name, `nil` for a number that no public document defines.
        public var name: String? { Self.names[rawValue] }

        private static let names: [UInt16: String] = [
            0: "StreamBegin", 1: "StreamEOF", 2: "StreamDry", 3: "SetBufferLength", 4: "StreamIsRecorded",
            6: "PingRequest", 7: "PingResponse", 26: "SWFVerifyRequest", 27: "SWFVerifyResponse", 31: "BufferEmpty",
            32: "BufferReady", 34: "FlowSynchronization", 41: "SetKeepaliveTimers",
        ]
    }

    public enum Argument: Equatable, Sendable {
        case stream(UInt32)
        case bufferLength(stream: UInt32, milliseconds: UInt32)
        /// ms of the clock of the side that asked.
        case timestamp(UInt32)
        case swfVerifyRequest(UInt8)
        /// Version bytes, the size of the uncompressed SWF (sent twice), and the 32-byte HMAC.
        case swfVerifyResponse(version: UInt16, size: UInt32, digest: [UInt8])
        case synchronization(id: UInt32, count: UInt32)
        /// ms.
        case keepalive(server: UInt32, peer: UInt32)
        /// Nothing that is known of this event.
        case none
    }

    public var event: Event
    public var argument: Argument
    /// Bytes behind what the event's argument takes, or all of them where the event is not known.
    public var surplus: [UInt8]

    init(from reader: inout ByteReader) throws(DecodeError) {
        event = Event(rawValue: try reader.u16())
        switch event {
        case .streamBegin, .streamEOF, .streamDry, .streamIsRecorded, .bufferEmpty, .bufferReady:
            argument = .stream(try reader.u32())
        case .setBufferLength:
            argument = .bufferLength(stream: try reader.u32(), milliseconds: try reader.u32())
        case .pingRequest, .pingResponse:
            argument = .timestamp(try reader.u32())
        case .swfVerifyRequest:
            argument = .swfVerifyRequest(try reader.u8())
        case .swfVerifyResponse:
            let version = try reader.u16()
            let size = try reader.u32()
            try reader.skip(4)
            argument = .swfVerifyResponse(version: version, size: size, digest: try reader.array(32))
        case .flowSynchronization:
            argument = .synchronization(id: try reader.u32(), count: try reader.u32())
        case .setKeepaliveTimers:
            argument = .keepalive(server: try reader.u32(), peer: try reader.u32())
        default:
            argument = .none
        }
        surplus = try reader.array(reader.remaining)
    }

    var fields: [Field] {
        var fields = [Field("event_id", .integer(Int(event.rawValue)))]
        if let name = event.name { fields.append(Field("event", .text(name))) }
        switch argument {
        case .stream(let id):
            fields.append(Field("stream_id", .integer(Int(id))))
        case .bufferLength(let stream, let milliseconds):
            fields.append(Field("stream_id", .integer(Int(stream))))
            fields.append(Field("buffer_ms", .integer(Int(milliseconds))))
        case .timestamp(let timestamp):
            fields.append(Field("timestamp", .integer(Int(timestamp))))
        case .swfVerifyRequest(let byte):
            fields.append(Field("swf_version", .integer(Int(byte))))
        case .swfVerifyResponse(let version, let size, let digest):
            fields.append(Field("swf_version", .integer(Int(version))))
            fields.append(Field("swf_size", .integer(Int(size))))
            fields.append(Field("digest", .bytes(digest)))
        case .synchronization(let id, let count):
            fields.append(Field("synchronization_id", .integer(Int(id))))
            fields.append(Field("count", .integer(Int(count))))
        case .keepalive(let server, let peer):
            fields.append(Field("server_keepalive_ms", .integer(Int(server))))
            fields.append(Field("peer_keepalive_ms", .integer(Int(peer))))
        case .none:
            break
        }
        if !surplus.isEmpty { fields.append(Field("surplus", .bytes(surplus))) }
        return fields
    }
}
