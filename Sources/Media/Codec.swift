import Bytes

/// A codec that RTMP carries: one line of `Codec.table`.
///
/// Nothing outside the table asks which codec it deals with; it asks for the property that makes the difference.
/// A new codec is one file that decodes its sequence header and one line here.
public struct Codec: Hashable, Sendable {
    /// Whether a codec is of messages of type 8 or of type 9.
    public enum Kind: Hashable, Sendable {
        case audio, video
    }

    // A byte: codecs are remembered of every track of every flow.
    private let place: UInt8

    var index: Int { Int(place) }

    var row: CodecRow { Self.table[index] }

    /// The name for people: "h264", "aac".
    public var name: String { Self.table[index].name }
    /// Whether it is for sound or for pictures.
    public var kind: Kind { row.kind }
    /// Its name in Enhanced RTMP; `nil` where only the legacy header has a number for it.
    public var fourCC: FourCC? { row.fourCC }
    /// Its numbers in the legacy header's first byte, the usual one first.
    public var legacyIDs: [UInt8] { row.legacy.map(\.number) }
    /// Whether coded frames begin with a composition time: SI24 ms, PTS − DTS.
    public var hasCompositionTime: Bool { Self.table[index].hasCompositionTime }
    /// How a frame is divided into NAL units; `nil` for codecs without them.
    public var nalSyntax: NALSyntax? { Self.table[index].nalSyntax }
    /// Whether a stream cannot be decoded before its sequence header has come.
    public var needsSequenceHeader: Bool { Self.table[index].needsSequenceHeader }

    /// The codec with this FourCC among those of audio or of video.
    public init?(_ fourCC: FourCC, kind: Kind) {
        for entry in Self.byFourCC where entry.fourCC == fourCC && entry.kind == kind {
            self = entry.codec
            return
        }
        return nil
    }

    /// The codec with this number in the legacy header of audio (SoundFormat) or of video (CodecID).
    public init?(legacyID: UInt8, kind: Kind) {
        guard let entry = Self.legacy(legacyID, kind: kind) else { return nil }
        self = entry.codec
    }

    /// The codec that a text names: a FourCC, or a name in any case, as metadata has them.
    public init?(named text: String, kind: Kind) {
        if let fourCC = FourCC(text), let codec = Codec(fourCC, kind: kind) {
            self = codec
            return
        }
        let wanted = text.lowercased()
        guard let index = Self.table.firstIndex(where: { $0.kind == kind && $0.names(wanted) }) else { return nil }
        self.init(index: index)
    }

    init(index: Int) { place = UInt8(index) }

    /// All codecs, those of video first.
    public static let all: [Codec] = table.indices.map(Codec.init(index:))

    /// What a number of the legacy header means; `nil` for a number that is not in the table.
    static func legacy(_ number: UInt8, kind: Kind) -> LegacyEntry? {
        guard number < 16 else { return nil }
        return kind == .audio ? audioByLegacyID[Int(number)] : videoByLegacyID[Int(number)]
    }

    /// Reads a sequence header's body; `nil` when this codec has none that we can read.
    func configuration(from reader: inout ByteReader) -> Configuration? {
        guard let decode = Self.table[index].configuration else { return nil }
        return Configuration(self, from: &reader, decode)
    }

    /// The same, taken apart.
    func decodeConfiguration(from reader: inout ByteReader) -> DecodedConfiguration? {
        guard let decode = Self.table[index].configuration else { return nil }
        return decode(&reader)
    }

    /// Reads the size of the pictures from a key frame, for a codec whose record does not have it.
    func pictureSize(from reader: inout ByteReader) -> PictureSize? {
        guard let decode = Self.table[index].pictureSize else { return nil }
        return decode(&reader)
    }

    /// Reads the header of the first coded frame, for a codec that says in each frame what others say once.
    func frameHeader(from reader: inout ByteReader) -> AudioFrameHeader? {
        guard let decode = Self.table[index].frameHeader else { return nil }
        return decode(&reader)
    }
}

extension Codec: CustomStringConvertible {
    /// The name for people.
    public var description: String { name }
}

extension Codec {
    /// Adobe Flash Video File Format § E.4.2.1 and § E.4.3.1, E-RTMP v2, and the numbers that others took for themselves.
    static let table: [CodecRow] = [
        .video("h264", "avc1", [.avcLayout(7)], aka: ["avc"], nal: .avc) { .avc(AVCConfiguration(from: &$0)) },
        .video("hevc", "hvc1", [.avcLayout(12)], aka: ["h265"], nal: .hevc) { .hevc(HEVCConfiguration(from: &$0)) },
        .video("vvc", "vvc1", [], aka: ["h266"], nal: .vvc) { .vvc(VVCConfiguration(from: &$0)) },
        .video("av1", "av01", [.avcLayout(13)]) { .av1(AV1Configuration(from: &$0)) },
        .video(
            "vp8", "vp08", [], { .vp(VPConfiguration(from: &$0)) },
            size: {
                let header = VP8FrameHeader(from: &$0)
                return PictureSize(header.width, header.height)
            }),
        .video(
            "vp9", "vp09", [], { .vp(VPConfiguration(from: &$0)) },
            size: {
                let header = VP9FrameHeader(from: &$0)
                return PictureSize(header.width, header.height)
            }),
        .video("vp6", nil, [.plain(4)]),
        .video("vp6a", nil, [.plain(5)]),
        .video("sorenson", nil, [.plain(2)], aka: ["h263"]),
        .video("screen", nil, [.plain(3)]),
        .video("screen2", nil, [.plain(6)]),
        .audio("aac", "mp4a", [.packetType(10)], sequenceHeader: .needed) { .aac(AudioSpecificConfig(from: &$0)) },
        .audio("opus", "Opus", [.plain(13)], sequenceHeader: .optional) { .opus(OpusHead(from: &$0)) },
        .audio("flac", "fLaC", [], sequenceHeader: .needed) { .flac(FLACStreamInfo(from: &$0)) },
        .audio("ac-3", "ac-3", [], frame: { AC3FrameHeader(from: &$0).map(AudioFrameHeader.ac3) }),
        .audio("e-ac-3", "ec-3", [], frame: { AC3FrameHeader(from: &$0).map(AudioFrameHeader.ac3) }),
        .audio(
            "mp3", ".mp3", [.plain(2), .fixed(14, rate: 8000, channels: nil)],
            frame: { MP3FrameHeader(from: &$0).map(AudioFrameHeader.mp3) }),
        .audio("speex", nil, [.fixed(11, rate: 16000, channels: 1)]),
        .audio(
            "nellymoser", nil,
            [.plain(6), .fixed(4, rate: 16000, channels: 1), .fixed(5, rate: 8000, channels: 1)]),
        .audio("pcm", nil, [.samples(3, "little endian"), .samples(0, "platform endian")]),
        .audio("adpcm", nil, [.plain(1)]),
        .audio("g711a", nil, [.fixed(7, rate: 8000, channels: nil)]),
        .audio("g711u", nil, [.fixed(8, rate: 8000, channels: nil)]),
    ]

    // The per-frame look-ups, made once.
    private static let audioByLegacyID = byLegacyID(.audio)
    private static let videoByLegacyID = byLegacyID(.video)

    private static let byFourCC: [FourCCEntry] = all.compactMap { codec in
        codec.fourCC.map { FourCCEntry(codec: codec, kind: codec.kind, fourCC: $0) }
    }

    private struct FourCCEntry {
        var codec: Codec
        var kind: Kind
        var fourCC: FourCC
    }

    /// A codec, and which of its numbers it was found by. Nothing in it is counted, so that copies are cheap.
    struct LegacyEntry {
        var codec: Codec
        var id: LegacyCodecID
    }

    private static func byLegacyID(_ kind: Kind) -> [LegacyEntry?] {
        var entries = [LegacyEntry?](repeating: nil, count: 16)
        for codec in all where codec.kind == kind {
            for id in codec.row.legacy where id.number < 16 {
                entries[Int(id.number)] = LegacyEntry(codec: codec, id: id)
            }
        }
        return entries
    }
}
