import Bytes

/// A codec's number in the first byte of a legacy tag, and what that number alone says.
struct LegacyCodecID: Sendable {
    var number: UInt8
    /// The layout of the bytes behind the first.
    var layout = Layout.none
    /// Samples a second where the number fixes it and the header's bits mean nothing.
    var sampleRate: Int?
    /// Channels where the number fixes them.
    var channels: Int?
    /// What a reader wants to know beside the codec's name.
    var note: StaticString?
    /// Whether the header's sample size means anything: only for samples that are not compressed.
    var hasSampleSize = false

    enum Layout: Sendable {
        /// The codec's data begins at the second byte.
        case none
        /// AACPacketType.
        case packetType
        /// AVCPacketType and an SI24 of composition time, also used for codecs that the specification does not have.
        case packetTypeAndCompositionTime
    }

    static func plain(_ number: UInt8) -> Self { Self(number: number) }
    static func packetType(_ number: UInt8) -> Self { Self(number: number, layout: .packetType) }
    static func avcLayout(_ number: UInt8) -> Self { Self(number: number, layout: .packetTypeAndCompositionTime) }
    static func samples(_ number: UInt8, _ note: StaticString) -> Self {
        Self(number: number, note: note, hasSampleSize: true)
    }
    static func fixed(_ number: UInt8, rate: Int, channels: Int?) -> Self {
        Self(number: number, sampleRate: rate, channels: channels)
    }
}

/// One line of the codec table.
struct CodecRow: Sendable {
    typealias DecodeConfiguration = @Sendable (inout ByteReader) -> DecodedConfiguration
    typealias DecodeFrameHeader = @Sendable (inout ByteReader) -> AudioFrameHeader?
    typealias DecodePictureSize = @Sendable (inout ByteReader) -> PictureSize?

    enum SequenceHeader: Sendable {
        case none, optional, needed
    }

    var name: String
    var kind: Codec.Kind
    var fourCC: FourCC?
    var legacy: [LegacyCodecID]
    /// Other names, in lower case, that metadata gives it.
    var aka: [String]
    var nalSyntax: NALSyntax?
    var needsSequenceHeader: Bool
    var configuration: DecodeConfiguration?
    var frameHeader: DecodeFrameHeader?
    /// For codecs whose records do not say how large the pictures are: reads it from a key frame.
    var pictureSize: DecodePictureSize?

    // E-RTMP v2, ExVideoTagHeader: the codecs with NAL units have a composition time, av01 and vp09 have none.
    var hasCompositionTime: Bool { nalSyntax != nil }

    func names(_ lowercased: String) -> Bool { name == lowercased || aka.contains(lowercased) }

    static func video(
        _ name: String, _ fourCC: String?, _ legacy: [LegacyCodecID], aka: [String] = [], nal: NALSyntax? = nil,
        _ configuration: DecodeConfiguration? = nil, size: DecodePictureSize? = nil
    ) -> Self {
        Self(
            name: name, kind: .video, fourCC: fourCC.flatMap { FourCC($0) }, legacy: legacy, aka: aka, nalSyntax: nal,
            // AV1 and VP9 repeat in the stream what their records say.
            needsSequenceHeader: nal != nil, configuration: configuration, pictureSize: size)
    }

    static func audio(
        _ name: String, _ fourCC: String?, _ legacy: [LegacyCodecID], sequenceHeader: SequenceHeader = .none,
        _ configuration: DecodeConfiguration? = nil, frame: DecodeFrameHeader? = nil
    ) -> Self {
        Self(
            name: name, kind: .audio, fourCC: fourCC.flatMap { FourCC($0) }, legacy: legacy, aka: [], nalSyntax: nil,
            needsSequenceHeader: sequenceHeader == .needed, configuration: configuration, frameHeader: frame)
    }
}
