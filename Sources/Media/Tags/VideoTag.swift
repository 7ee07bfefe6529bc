import Bytes

/// What the body of a video message (type 9) says before and beside its compressed pictures.
///
/// Reading allocates nothing for the frames of a stream; words are made when they are asked for.
public struct VideoTag: Equatable, Sendable {
    /// Bytes of the whole payload.
    public private(set) var length: Int
    /// Bytes before the codec's data, the composition time among them.
    public private(set) var headerLength = 0
    /// `nil` when there was no first byte.
    public private(set) var frameType: VideoFrameType?
    /// CodecID of the legacy header; `nil` in an enhanced one.
    public private(set) var codecID: UInt8?
    /// `nil` where the number or FourCC is not in our table, and in a message of many tracks with many codecs.
    public private(set) var codec: Codec?
    /// What kind of packet it is; `nil` for legacy codecs that have but one, and for commands.
    public private(set) var packet: VideoPacketType?
    /// What a message of frame type 5 says to the player.
    public private(set) var command: VideoCommand?
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
        // The bit of the enhanced header comes before any look at the codec.
        if byte & 0x80 != 0 {
            frameType = VideoFrameType(rawValue: byte &>> 4 & 7)
            try readEnhanced(byte & 0x0F, &payload, base: base)
        } else {
            frameType = VideoFrameType(rawValue: byte &>> 4)
            codecID = byte & 0x0F
            try readLegacy(byte & 0x0F, &payload, base: base)
        }
    }

    private mutating func readLegacy(_ id: UInt8, _ payload: inout ByteReader, base: Int) throws(DecodeError) {
        let entry = Codec.legacy(id, kind: .video)
        codec = entry?.codec
        var hasCompositionTime = false
        // § E.4.3.1: the command is the byte behind the first; some encoders keep the AVC header before it.
        let isBareCommand = frameType == .command && length < 6
        if entry?.id.layout == .packetTypeAndCompositionTime, !isBareCommand {
            packet = VideoPacketType(rawValue: try payload.u8(), isEnhanced: false)
            hasCompositionTime = true
        }
        try readBody(&payload, hasCompositionTime: hasCompositionTime, base: base)
        if frameType == .command { command = VideoCommand(rawValue: try payload.u8()) }
    }

    private mutating func readEnhanced(
        _ packetType: UInt8, _ payload: inout ByteReader, base: Int
    ) throws(DecodeError) {
        var header = EnhancedHeader(packetType: packetType)
        do throws(DecodeError) {
            try header.readModExtensions(from: &payload)
            // A metadata packet is no command whatever its frame type, which is to be ignored there.
            if frameType == .command, header.packetType != VideoPacketType.metadata.rawValue {
                enhanced = header
                command = VideoCommand(rawValue: try payload.u8())
                headerLength = payload.position - base
                return
            }
            try header.readCodec(multitrackPacket: VideoPacketType.multitrack.rawValue, from: &payload)
        } catch {
            take(header)
            throw error
        }
        take(header)
        headerLength = payload.position - base
        let packet = packet
        let isKey = isMarkedKey
        guard let layout = header.multitrack else {
            let timed = packet == .codedFrames && codec?.hasCompositionTime ?? false
            return try readBody(&payload, hasCompositionTime: timed, base: base)
        }
        try MediaTrack.read(
            layout, fourCC: header.fourCC, kind: .video, from: &payload, base: base, length: length, into: &tracks
        ) { (body, codec, reader, length) throws(DecodeError) in
            let timed = packet == .codedFrames && codec?.hasCompositionTime ?? false
            try body.readVideo(
                packet, codec: codec, hasCompositionTime: timed, isKey: isKey, from: &reader, length: length)
        }
    }

    private mutating func readBody(
        _ payload: inout ByteReader, hasCompositionTime: Bool, base: Int
    ) throws(DecodeError) {
        headerLength = payload.position - base
        defer { headerLength += body.headerLength }
        try body.readVideo(
            packet, codec: codec, hasCompositionTime: hasCompositionTime, isKey: isMarkedKey, from: &payload,
            length: length - headerLength)
    }

    private mutating func take(_ header: EnhancedHeader) {
        enhanced = header
        packet = VideoPacketType(rawValue: header.packetType, isEnhanced: true)
        codec = header.fourCC.flatMap { Codec($0, kind: .video) }
    }
}

extension VideoTag {
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

    /// Whether a decoder is configured by it, even if its body is empty.
    public var isSequenceHeader: Bool { packet?.isSequenceHeader ?? false }
    /// Whether the codec's data is compressed pictures.
    public var isCodedFrames: Bool {
        frameType != nil && command == nil && frameType != .command && (packet?.isCodedFrames ?? true)
    }
    /// Whether a decoder can begin with these pictures. Sequence headers are marked as key frames and are none.
    public var isKeyFrame: Bool { isCodedFrames && isMarkedKey }

    private var isMarkedKey: Bool { frameType == .key || frameType == .generatedKey }

    /// Milliseconds from decoding to presentation; only where codec and packet have one. May be negative.
    public var compositionTime: Int32? { body.compositionTime }
    /// Of key frames, for codecs that tell it there and not in a sequence header (VP8, VP9).
    public var pictureSize: PictureSize? { body.pictureSize }
    /// What the sequence header says; `nil` in other packets, in multitrack messages, and where it was empty.
    public var configuration: Configuration? { body.configuration }
    /// What a metadata packet says, such as HDR.
    public var metadata: VideoMetadata? { body.metadata }
}
