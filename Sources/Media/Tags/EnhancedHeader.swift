import Bytes

/// What an Enhanced RTMP header has in common for audio and video: extensions, then tracks or one FourCC.
///
///     packet type (4) { ModEx } [Multitrack: type (4) packet type (4)] [FourCC (32)]
struct EnhancedHeader: Equatable, Sendable {
    /// The packet type that was read last: where reading failed, perhaps not the one that counts.
    var packetType: UInt8
    var modExtensions: [ModExtension] = []
    /// Set in a multitrack message.
    var multitrack: MultitrackType?
    var fourCC: FourCC?

    static let modEx: UInt8 = 7

    init(packetType: UInt8) { self.packetType = packetType }

    mutating func readModExtensions(from reader: inout ByteReader) throws(DecodeError) {
        while packetType == Self.modEx {
            let (next, type) = try ModExtension.read(from: &reader)
            modExtensions.append(next)
            packetType = type
        }
    }

    /// Reads what stands between the extensions and the body; `multitrackPacket` is the number of that packet type.
    mutating func readCodec(multitrackPacket: UInt8, from reader: inout ByteReader) throws(DecodeError) {
        if packetType == multitrackPacket {
            let position = reader.position
            let byte = try reader.u8()
            multitrack = MultitrackType(rawValue: byte &>> 4)
            packetType = byte & 0x0F
            guard packetType != multitrackPacket, packetType != Self.modEx else {
                throw DecodeError(
                    .invalid(what: "packet type of the tracks", value: UInt64(packetType)), at: position)
            }
            if multitrack == .manyTracksManyCodecs { return }
        }
        fourCC = FourCC(rawValue: try reader.u32())
    }

    var timestampOffsetNanoseconds: UInt32? {
        for next in modExtensions {
            if let offset = next.timestampOffsetNanoseconds { return offset }
        }
        return nil
    }
}

extension DecodeError {
    /// The same, but where only `held` of `length` bytes were kept and those did not suffice, says that: it is not
    /// the sender who cut the message short.
    func whereHeld(_ held: Int, of length: Int) -> DecodeError {
        guard held < length, case .truncated = reason else { return self }
        return DecodeError(.limit(what: "the part of the payload to be read", bound: held), at: position)
    }
}
