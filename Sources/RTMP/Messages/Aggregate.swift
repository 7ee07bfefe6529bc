import AMF
import Bytes
import Fields

/// An aggregate message, type 22, RTMP 1.0 § 7.1.6: several messages in one, each laid out like an FLV tag with a
/// back pointer behind it.
public struct Aggregate: Equatable, Sendable {
    /// One message inside.
    public struct Inner: Equatable, Sendable {
        public var type: MessageTypeID
        public var length: Int
        /// Rebased: the aggregate's timestamp plus the distance to the first inner one, modulo 2³².
        public var timestamp: UInt32
        /// As it stands in the aggregate.
        public var rawTimestamp: UInt32
        /// Ignored by specification: the aggregate's stream id counts.
        public var messageStreamID: UInt32
        /// Should be 11 + `length`; absent where the aggregate ends before it.
        public var backPointer: UInt32?
        /// Position of its payload in the aggregate's payload.
        public var range: Range<Int>
        public var body: MessageBody
    }

    public var messages: [Inner]
    public var problem: DecodeError?

    /// Aggregates with more messages than this are read up to here.
    static let maximumMessages = 65_536

    init(from reader: inout ByteReader, timestamp: UInt32, limits: AMFLimits) {
        messages = []
        do throws(DecodeError) {
            while !reader.isAtEnd {
                guard messages.count < Self.maximumMessages else {
                    throw DecodeError(
                        .limit(what: "messages in an aggregate", bound: Self.maximumMessages), at: reader.position)
                }
                let type = MessageTypeID(rawValue: try reader.u8())
                let length = Int(try reader.u24())
                let low = try reader.u24()
                let raw = low | UInt32(try reader.u8()) << 24
                let streamID = try reader.u24()
                let start = reader.position
                var payload = try reader.limited(to: length)
                let first = messages.first?.rawTimestamp ?? raw
                let body: MessageBody =
                    // Aggregates do not nest: an inner one is kept as bytes.
                    type == .aggregate
                    ? .unknown(UnknownMessage(from: &payload))
                    : MessageBody(
                        from: &payload, type: type, length: length, timestamp: timestamp, limits: limits)
                // The last back pointer may be missing.
                let backPointer = reader.remaining >= 4 ? try reader.u32() : nil
                if backPointer == nil { _ = reader.takeRest() }
                messages.append(
                    Inner(
                        type: type, length: length, timestamp: timestamp &+ (raw &- first), rawTimestamp: raw,
                        messageStreamID: streamID, backPointer: backPointer, range: start..<(start + length),
                        body: body))
            }
        } catch {
            problem = error
        }
    }

    var fields: [Field] {
        var fields: [Field] = [
            Field(
                "messages",
                .list(
                    messages.map { inner in
                        var record: [Field] = [
                            Field("type_id", .integer(Int(inner.type.rawValue))),
                            Field("type", .text(inner.type.name ?? "unknown")),
                            Field("timestamp", .integer(Int(inner.timestamp))),
                            Field("raw_timestamp", .integer(Int(inner.rawTimestamp))),
                            Field("length", .integer(inner.length)),
                        ]
                        record.append(Field(inner.body.kind, .record(inner.body.fields)))
                        return .record(record)
                    }))
        ]
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}
