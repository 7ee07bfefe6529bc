import AMF
import Bytes
import Fields

/// One event of a shared object message: type, length, data.
public struct SharedObjectEvent: Equatable, Sendable {
    public struct Kind: RawRepresentable, Hashable, Sendable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let use = Kind(rawValue: 1)
        public static let release = Kind(rawValue: 2)
        public static let requestChange = Kind(rawValue: 3)
        public static let change = Kind(rawValue: 4)
        public static let success = Kind(rawValue: 5)
        public static let sendMessage = Kind(rawValue: 6)
        public static let status = Kind(rawValue: 7)
        public static let clear = Kind(rawValue: 8)
        public static let remove = Kind(rawValue: 9)
        public static let requestRemove = Kind(rawValue: 10)
        public static let useSuccess = Kind(rawValue: 11)

        public var name: String {
            let names = [
                "Use", "Release", "RequestChange", "Change", "Success", "SendMessage", "Status", "Clear", "Remove",
                "RequestRemove", "UseSuccess",
            ]
            return rawValue >= 1 && rawValue <= names.count ? names[Int(rawValue) - 1] : "\(rawValue)"
        }
    }

    public var kind: Kind
    /// Slot names with their values; a name alone where the event carries no value.
    public var slots: [(name: AMFText, value: AMFValue?)]
    /// The arguments of a sent message, its handler's name first.
    public var values: [AMFValue]
    /// What could not be read.
    public var remainder: [UInt8]
    public var problem: DecodeError?

    public static func == (a: SharedObjectEvent, b: SharedObjectEvent) -> Bool {
        a.kind == b.kind && a.values == b.values && a.remainder == b.remainder && a.problem == b.problem
            && a.slots.elementsEqual(b.slots) { $0.name == $1.name && $0.value == $1.value }
    }

    init(from reader: inout ByteReader, isAMF3: Bool, limits: AMFLimits) throws(DecodeError) {
        kind = Kind(rawValue: try reader.u8())
        let length = Int(try reader.u32())
        var data = try reader.limited(to: length)
        slots = []
        values = []
        remainder = []
        do throws(DecodeError) {
            switch kind {
            case .requestChange, .change, .success, .remove, .requestRemove:
                try readSlots(from: &data, isAMF3: isAMF3, limits: limits)
            case .status:
                // Two bare strings: code and level.
                while !data.isAtEnd { slots.append((try Self.text(from: &data), nil)) }
            case .sendMessage:
                var decoder = SharedObjectValues(isAMF3: isAMF3, limits: limits)
                while !data.isAtEnd { values.append(try decoder.value(from: &data)) }
            default:
                break
            }
        } catch {
            problem = error
        }
        let rest = data.remaining
        remainder = try data.array(rest)
    }

    private mutating func readSlots(
        from data: inout ByteReader, isAMF3: Bool, limits: AMFLimits
    ) throws(DecodeError) {
        var decoder = SharedObjectValues(isAMF3: isAMF3, limits: limits)
        // Success and the removals name one slot; a value may follow a success.
        let hasValue = kind == .requestChange || kind == .change
        while !data.isAtEnd {
            let name = try Self.text(from: &data)
            let value = hasValue || (kind == .success && !data.isAtEnd) ? try decoder.value(from: &data) : nil
            slots.append((name, value))
        }
    }

    private static func text(from data: inout ByteReader) throws(DecodeError) -> AMFText {
        let length = Int(try data.u16())
        return AMFText(bytes: try data.array(length))
    }

    var fields: [Field] {
        var fields = [Field("event_id", .integer(Int(kind.rawValue))), Field("event", .text(kind.name))]
        if !slots.isEmpty {
            fields.append(
                Field(
                    "slots",
                    .list(
                        slots.map { slot in
                            .record(
                                [Field("name", .text(slot.name.string))]
                                    + (slot.value.map { [Field("value", .amf($0))] } ?? []))
                        })))
        }
        if !values.isEmpty { fields.append(Field("values", .list(values.map { .amf($0) }))) }
        if !remainder.isEmpty { fields.append(Field("remainder", .bytes(remainder))) }
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}

/// Values of one event: AMF0, or AMF3 where the message's encoding byte says so.
private struct SharedObjectValues {
    var amf0: AMF0Decoder
    var amf3: AMF3Decoder?

    init(isAMF3: Bool, limits: AMFLimits) {
        amf0 = AMF0Decoder(limits: limits)
        amf3 = isAMF3 ? AMF3Decoder(limits: limits) : nil
    }

    mutating func value(from reader: inout ByteReader) throws(DecodeError) -> AMFValue {
        // Peers that announce AMF3 still prefix values with the AMF0 switch 0x11, or send AMF0 strings.
        if amf3 != nil, reader.peek() != 0x11 { return try amf3?.value(from: &reader) ?? .null }
        return try amf0.value(from: &reader)
    }
}
