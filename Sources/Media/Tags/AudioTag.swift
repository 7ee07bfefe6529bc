import Bytes

/// What the body of an audio message (type 8) says before and beside its compressed sound.
///
/// Reading allocates nothing for the frames of a stream; words are made when they are asked for.
public struct AudioTag: Equatable, Sendable {
    /// Bytes of the whole payload.
    public private(set) var length: Int
    /// Bytes before the codec's data.
    public private(set) var headerLength = 0
    /// SoundFormat; `nil` when there was no first byte.
    public private(set) var codecID: UInt8?
    /// `nil` where the number or FourCC is not in our table, and in a message of many tracks with many codecs.
    public private(set) var codec: Codec?
    /// The legacy header's sound. Where the codec fixes rate or channels, `sampleRate` and `channels` know better.
    public private(set) var sound: LegacySound?
    /// What kind of packet it is; `nil` for legacy codecs that have but one.
    public private(set) var packet: AudioPacketType?
    /// Why the rest of the header could not be read. A sequence header has a problem of its own.
    public private(set) var problem: DecodeError?
    /// The tracks of a multitrack message.
    public private(set) var tracks: [MediaTrack] = []

    private(set) var enhanced: EnhancedHeader?
    private(set) var body = MediaBody()

    /// Reads the tag of which `reader` holds the first bytes, maybe all `length`: as many as `MediaInterest` wants.
    public init(from reader: inout ByteReader, length: Int) {
        self.length = max(0, length)
        let held = min(reader.remaining, self.length)
        let base = reader.position
        do throws(DecodeError) {
            guard held > 0 else {
                if self.length > 0 { try reader.skip(1) }
                return
            }
            var payload = try reader.limited(to: held)
            do throws(DecodeError) {
                try read(&payload, base: base)
            } catch {
                headerLength = max(headerLength, payload.position - base)
                throw error
            }
        } catch {
            problem = error.whereHeld(held, of: self.length)
        }
    }

    private mutating func read(_ payload: inout ByteReader, base: Int) throws(DecodeError) {
        let byte = try payload.u8()
        codecID = byte &>> 4
        if byte &>> 4 == Self.exHeader {
            try readEnhanced(byte, &payload, base: base)
        } else {
            sound = LegacySound(byte)
            guard let entry = Codec.legacy(byte &>> 4, kind: .audio) else {
                headerLength = 1
                return
            }
            codec = entry.codec
            if entry.id.layout == .packetType {
                packet = AudioPacketType(rawValue: try payload.u8(), isEnhanced: false)
            }
        }
        guard enhanced?.multitrack == nil else { return }
        headerLength = payload.position - base
        try body.readAudio(packet, codec: codec, from: &payload, length: length - headerLength)
    }

    private mutating func readEnhanced(_ byte: UInt8, _ payload: inout ByteReader, base: Int) throws(DecodeError) {
        var header = EnhancedHeader(packetType: byte & 0x0F)
        do throws(DecodeError) {
            try header.readModExtensions(from: &payload)
            try header.readCodec(multitrackPacket: AudioPacketType.multitrack.rawValue, from: &payload)
        } catch {
            take(header)
            throw error
        }
        take(header)
        guard let layout = header.multitrack else { return }
        headerLength = payload.position - base
        let packet = packet
        try MediaTrack.read(
            layout, fourCC: header.fourCC, kind: .audio, from: &payload, base: base, length: length, into: &tracks
        ) { (body, codec, reader, length) throws(DecodeError) in
            try body.readAudio(packet, codec: codec, from: &reader, length: length)
        }
    }

    private mutating func take(_ header: EnhancedHeader) {
        enhanced = header
        packet = AudioPacketType(rawValue: header.packetType, isEnhanced: true)
        codec = header.fourCC.flatMap { Codec($0, kind: .audio) }
    }

    // SoundFormat 9 of the first byte: an ExAudioTagHeader follows.
    static let exHeader: UInt8 = 9
}

extension AudioTag {
    /// Whether the header is that of Enhanced RTMP.
    public var isEnhanced: Bool { enhanced != nil }
    /// The codec in an enhanced header; `nil` also in a message of many tracks with many codecs.
    public var fourCC: FourCC? { enhanced?.fourCC }
    /// How the tracks are laid out; `nil` in a message without.
    public var multitrack: MultitrackType? { enhanced?.multitrack }
    /// What stands before the codec in an enhanced header.
    public var modExtensions: [ModExtension] { enhanced?.modExtensions ?? [] }
    /// Nanoseconds to add to the presentation time.
    public var timestampOffsetNanoseconds: UInt32? { enhanced?.timestampOffsetNanoseconds }

    /// No bytes at all: a sender says "play what you have, nothing comes for now" (E-RTMP v2).
    public var isSilence: Bool { length == 0 }
    /// Whether a decoder is configured by it, even if its body is empty.
    public var isSequenceHeader: Bool { packet?.isSequenceHeader ?? false }
    /// Whether the codec's data is compressed sound.
    public var isCodedFrames: Bool { !isSilence && codecID != nil && (packet?.isCodedFrames ?? true) }

    /// Hz as the legacy header has it.
    public var soundRate: Int? { sound?.sampleRate }
    /// Bits a sample as the legacy header has it.
    public var soundSize: Int? { sound?.sampleSize }
    /// SoundType of the legacy header: 0 is mono, 1 is stereo.
    public var soundType: Int? { (sound?.typeCode).map(Int.init) }

    /// What the sequence header says; `nil` in other packets, in multitrack messages, and where it was empty.
    public var configuration: Configuration? { body.configuration }
    /// Which speakers the channels are for; only in that packet.
    public var multichannel: MultichannelConfig? { body.multichannel }
    /// What the first coded frame says about itself (MP3, AC-3).
    public var frameHeader: AudioFrameHeader? { body.frameHeader }
    /// The data is AAC with an ADTS header, which players take for a broken access unit.
    public var hasADTS: Bool { body.hasADTS }

    var legacyID: LegacyCodecID? {
        guard !isEnhanced, let codecID else { return nil }
        return Codec.legacy(codecID, kind: .audio)?.id
    }
}
