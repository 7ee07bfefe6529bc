import Bytes

/// How much of a media message a decoder has to keep to understand its tag.
///
/// Asked with what has come so far, it answers how many bytes from the start of the payload it wants in all: the
/// answer grows with what it is shown, and is final once as much has come. Frames need a few bytes; sequence headers,
/// metadata and messages of several tracks are wanted whole, up to `limit`. It allocates nothing.
public enum MediaInterest {
    /// What a frame needs: header, composition time and the beginning of the codec's data.
    public static let ofFrame = 16
    /// Never more than this, whatever the message says.
    public static let limit = 65_536

    // Behind the header: a composition time, or as much of the first frame as says what it is and how large.
    private static let behindHeader = 14

    /// Bytes to keep of an audio message of `length` bytes that begins with `prefix`.
    public static func bytesWanted(ofAudio prefix: RawSpan, length: Int) -> Int {
        var reader = ByteReader(prefix)
        do throws(DecodeError) {
            return bounded(try isWantedWhole(audio: &reader) ? length : reader.position + behindHeader, length)
        } catch {
            return bounded(wanted(after: error), length)
        }
    }

    /// Bytes to keep of a video message of `length` bytes that begins with `prefix`.
    public static func bytesWanted(ofVideo prefix: RawSpan, length: Int) -> Int {
        var reader = ByteReader(prefix)
        do throws(DecodeError) {
            return bounded(try isWantedWhole(video: &reader) ? length : reader.position + behindHeader, length)
        } catch {
            return bounded(wanted(after: error), length)
        }
    }

    private static func bounded(_ wanted: Int, _ length: Int) -> Int {
        min(max(wanted, ofFrame), max(length, 0), limit)
    }

    // The header goes on behind what has come.
    private static func wanted(after error: DecodeError) -> Int {
        guard case .truncated(let needed, _) = error.reason else { return ofFrame }
        return error.position + needed
    }

    private static func isWantedWhole(audio reader: inout ByteReader) throws(DecodeError) -> Bool {
        let byte = try reader.u8()
        guard byte &>> 4 == AudioTag.exHeader else {
            guard Codec.legacy(byte &>> 4, kind: .audio)?.id.layout == .packetType else { return false }
            return try reader.u8() == AudioPacketType.aacSequenceHeader.rawValue
        }
        var packet = try skipModExtensions(byte & 0x0F, &reader)
        if packet == AudioPacketType.multitrack.rawValue {
            let tracks = try reader.u8()
            if tracks &>> 4 != MultitrackType.oneTrack.rawValue { return true }
            packet = tracks & 0x0F
        }
        try reader.skip(4)
        return packet == AudioPacketType.sequenceStart.rawValue || packet == AudioPacketType.multichannelConfig.rawValue
    }

    private static func isWantedWhole(video reader: inout ByteReader) throws(DecodeError) -> Bool {
        let byte = try reader.u8()
        guard byte & 0x80 != 0 else {
            let layout = Codec.legacy(byte & 0x0F, kind: .video)?.id.layout
            guard layout == .packetTypeAndCompositionTime else { return false }
            return try reader.u8() == VideoPacketType.avcSequenceHeader.rawValue
        }
        var packet = try skipModExtensions(byte & 0x0F, &reader)
        let isMetadata = packet == VideoPacketType.metadata.rawValue
        if byte &>> 4 & 7 == VideoFrameType.command.rawValue, !isMetadata { return false }
        if packet == VideoPacketType.multitrack.rawValue {
            let tracks = try reader.u8()
            if tracks &>> 4 != MultitrackType.oneTrack.rawValue { return true }
            packet = tracks & 0x0F
        }
        try reader.skip(4)
        return packet == VideoPacketType.sequenceStart.rawValue || packet == VideoPacketType.metadata.rawValue
            || packet == VideoPacketType.mpeg2TSSequenceStart.rawValue
    }

    private static func skipModExtensions(_ first: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> UInt8 {
        var packet = first
        while packet == EnhancedHeader.modEx {
            try reader.skip(try ModExtension.size(from: &reader))
            packet = try reader.u8() & 0x0F
        }
        return packet
    }
}
