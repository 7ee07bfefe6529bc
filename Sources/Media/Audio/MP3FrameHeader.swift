import Bytes
import Fields

/// The header of an MPEG audio frame. RTMP's codec number says "MP3" for all versions and layers.
///
///     sync (11) version (2) layer (2) no CRC (1) · bit rate (4) sample rate (2) padding (1) private (1)
///     · mode (2) mode extension (2) copyright (1) original (1) emphasis (2)                ISO 11172-3 § 2.4.1.3
public struct MP3FrameHeader: CodecConfiguration {
    /// 1 or 2; MPEG-2.5, an extension for low rates, is 25.
    public var version: Int
    /// 1, 2 or 3.
    public var layer: Int
    /// Bits a second; `nil` where the encoder chose a rate that is not in the table ("free format").
    public var bitRate: Int?
    /// Samples a second, in Hz.
    public var sampleRate: Int?
    /// 1 or 2.
    public var channels: Int?
    /// "stereo", "joint stereo", "dual channel" or "mono".
    public var mode: String { Self.modes[modeCode] }
    private var modeCode: Int
    /// There is no half a header.
    public var problem: DecodeError? { nil }

    /// `nil` when the bytes do not begin with a frame header: the data may begin inside a frame.
    public init?(from reader: inout ByteReader) {
        guard let word = try? reader.u32(), word &>> 21 == 0x7FF else { return nil }
        let versionCode = word &>> 19 & 3
        let layerCode = word &>> 17 & 3
        let rateCode = Int(word &>> 10 & 3)
        guard versionCode != 1, layerCode != 0, rateCode != 3 else { return nil }
        version = versionCode == 3 ? 1 : versionCode == 2 ? 2 : 25
        layer = 4 - Int(layerCode)
        sampleRate = Self.sampleRates[rateCode] / (version == 1 ? 1 : version == 2 ? 2 : 4)
        let bitRateCode = Int(word &>> 12 & 15)
        guard bitRateCode != 15 else { return nil }
        let row = version == 1 ? layer - 1 : layer == 1 ? 3 : 4
        bitRate = bitRateCode == 0 ? nil : Self.bitRates[row * 15 + bitRateCode] * 1000
        modeCode = Int(word &>> 6 & 3)
        channels = modeCode == 3 ? 1 : 2
    }

    private static let modes = ["stereo", "joint stereo", "dual channel", "mono"]
    private static let sampleRates = [44100, 48000, 32000]

    /// kb/s by code: MPEG-1 layers I, II and III, then layers I and II/III of the lower versions.
    private static let bitRates = [
        0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
        0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
        0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160,
    ]

    private var versionText: String { version == 25 ? "2.5" : "\(version)" }

    /// "MPEG-1 layer III 44.1 kHz joint stereo 128 kb/s"
    public var summary: String {
        var words = ["MPEG-\(versionText) layer \(String(repeating: "I", count: layer))"]
        if let sampleRate { words.append(Quantity.rate(sampleRate)) }
        words.append(mode)
        if let bitRate { words.append("\(bitRate / 1000) kb/s") }
        return words.joined(separator: " ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields = [Field("mpeg_version", .text(versionText)), Field("layer", .integer(layer))]
        if let bitRate { fields.append(Field("bit_rate", .integer(bitRate))) }
        if let sampleRate { fields.append(Field("sample_rate", .integer(sampleRate))) }
        if let channels { fields.append(Field("channels", .integer(channels))) }
        fields.append(Field("mode", .text(mode)))
        return fields
    }
}
