import AMF
import Bytes
import Fields

/// The head of an SCTE-35 splice_info_section (§ 9.6): which command it is and when it takes effect.
///
///     table id 0xFC (8) flags (4) length (12) version (8) encrypted (1) algorithm (6) PTS adjustment (33) cw (8)
///     tier (12) command length (12) command (8) · the command · descriptors · CRC (32)
public struct SpliceInfo: Equatable, Sendable {
    /// splice_command_type; `nil` where it is encrypted or was cut off.
    public private(set) var command: UInt8?
    /// Whether the command is encrypted.
    public private(set) var isEncrypted = false
    /// To be added to all times, in ticks of 90 kHz.
    public private(set) var adjustment: UInt64?
    /// The command's time, adjusted, in ticks of 90 kHz modulo 2³³; `nil` where it takes effect at once.
    public private(set) var time: UInt64?
    /// Of a splice_insert.
    public private(set) var eventID: UInt32?
    /// Leaving the network's programme: an advertisement begins. False: it ends.
    public private(set) var isOutOfNetwork: Bool?
    /// Whether a splice_insert takes back an earlier one.
    public private(set) var isCancelled: Bool?
    /// In ticks of 90 kHz.
    public private(set) var duration: UInt64?
    /// Why the rest could not be read; `nil` when all of it was.
    public private(set) var problem: DecodeError?

    /// `nil` when the bytes do not begin with the table id of such a section.
    public init?(from reader: inout ByteReader) {
        guard reader.peek() == 0xFC else { return nil }
        let position = reader.position
        var bits = BitReader(reader.copy(reader.takeRest()), at: position)
        do throws(DecodeError) {
            try read(&bits)
        } catch {
            problem = error
        }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        try bits.skip(8 + 4 + 12 + 8)
        isEncrypted = try bits.flag()
        try bits.skip(6)
        adjustment = UInt64(try bits.bits(33))
        try bits.skip(8 + 12)
        guard !isEncrypted else { return }
        try bits.skip(12)
        let type = UInt8(try bits.bits(8))
        command = type
        switch type {
        case Self.insert: try readInsert(&bits)
        case Self.timeSignal: time = try readTime(&bits)
        default: break
        }
    }

    // § 9.7.3
    private mutating func readInsert(_ bits: inout BitReader) throws(DecodeError) {
        eventID = UInt32(try bits.bits(32))
        let cancelled = try bits.flag()
        isCancelled = cancelled
        try bits.skip(7)
        guard !cancelled else { return }
        isOutOfNetwork = try bits.flag()
        let isProgram = try bits.flag()
        let hasDuration = try bits.flag()
        let isImmediate = try bits.flag()
        try bits.skip(4)
        if isProgram {
            if !isImmediate { time = try readTime(&bits) }
        } else {
            for _ in 0..<(try bits.bits(8)) {
                try bits.skip(8)
                if !isImmediate { _ = try readTime(&bits) }
            }
        }
        if hasDuration {
            try bits.skip(7)
            duration = UInt64(try bits.bits(33))
        }
    }

    // § 9.8.1
    private func readTime(_ bits: inout BitReader) throws(DecodeError) -> UInt64? {
        guard try bits.flag() else {
            try bits.skip(7)
            return nil
        }
        try bits.skip(6)
        return (UInt64(try bits.bits(33)) &+ (adjustment ?? 0)) & 0x1_FFFF_FFFF
    }

    private static let insert: UInt8 = 5
    private static let timeSignal: UInt8 = 6

    /// "splice_insert", "time_signal".
    public var commandName: String? {
        switch command {
        case nil: nil
        case 0: "splice_null"
        case 4: "splice_schedule"
        case Self.insert: "splice_insert"
        case Self.timeSignal: "time_signal"
        case 7: "bandwidth_reservation"
        case 0xFF: "private_command"
        case .some(let command): "splice command \(command)"
        }
    }

    /// "SCTE-35 splice_insert event 5 out of network, PTS 12.5 s, for 30 s"
    public var summary: String {
        var words = ["SCTE-35 \(isEncrypted ? "encrypted" : commandName ?? "unreadable")"]
        if let eventID { words[0] += " event \(eventID)" }
        if isCancelled == true { words[0] += " cancelled" }
        if let isOutOfNetwork { words[0] += isOutOfNetwork ? " out of network" : " back to network" }
        if let time { words.append("PTS \(Self.seconds(time)) s") }
        if let duration { words.append("for \(Self.seconds(duration)) s") }
        return words.joined(separator: ", ")
    }

    private static func seconds(_ ticks: UInt64) -> String { Quantity.decimal(Double(ticks) / 90000, places: 3) }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let commandName { fields.append(Field("command", .text(commandName))) }
        if isEncrypted { fields.append(Field("encrypted", .flag(true))) }
        if let eventID { fields.append(Field("event_id", .integer(Int(eventID)))) }
        if let isCancelled { fields.append(Field("cancelled", .flag(isCancelled))) }
        if let isOutOfNetwork { fields.append(Field("out_of_network", .flag(isOutOfNetwork))) }
        if let time { fields.append(Field("pts_time", .number(Double(time) / 90000))) }
        if let duration { fields.append(Field("duration", .number(Double(duration) / 90000))) }
        if let problem { fields.append(Field("problem", .text(problem.description))) }
        return fields
    }
}

extension SpliceInfo {
    /// The first section among the values and their members, as bytes or as base64.
    static func find(in values: [AMFValue]) -> SpliceInfo? {
        for value in values {
            for candidate in [value] + (value.members ?? []).map(\.value) {
                guard let bytes = candidate.sectionBytes else { continue }
                var reader = ByteReader(bytes.span.bytes)
                if let splice = SpliceInfo(from: &reader) { return splice }
            }
        }
        return nil
    }
}

extension AMFValue {
    fileprivate var sectionBytes: [UInt8]? {
        if case .bytes(let bytes) = self { return bytes }
        if case .avmPlus(let value) = self { return value.sectionBytes }
        return text.flatMap(Base64.decode)
    }
}
