import Bytes
import Fields

/// The sequence header of Opus, RFC 7845 § 5.1. The only little-endian record that RTMP carries.
///
///     "OpusHead" (64) version (8) channels (8) pre-skip (16) input rate (32) gain (16) mapping family (8)
///     [family ≠ 0: streams (8) coupled (8) map (8 × channels)]
public struct OpusHead: CodecConfiguration {
    /// 1.
    public private(set) var version: Int?
    /// Channels that are heard.
    public private(set) var channels: Int?
    /// Samples at 48 kHz to throw away at the start.
    public private(set) var preSkip: Int?
    /// Hz of what the encoder was given; a hint, 0 is unknown. Opus itself always plays at 48 kHz.
    public private(set) var inputSampleRate: Int?
    /// Decibels to apply on playing.
    public private(set) var outputGain: Double?
    /// 0 is mono or stereo, 1 the Vorbis orders, 255 undefined.
    public private(set) var mappingFamily: Int?
    /// Opus streams in each packet, where the family is not 0.
    public private(set) var streams: Int?
    /// How many of the streams are stereo.
    public private(set) var coupledStreams: Int?
    /// For each channel, the number of its decoded channel; 255 is silence.
    public private(set) var channelMap: [UInt8] = []
    /// Why the rest could not be read; `nil` when all of it was.
    public private(set) var problem: DecodeError?

    /// Reads the body of a sequence header.
    public init(from reader: inout ByteReader) {
        do throws(DecodeError) {
            try read(&reader)
        } catch {
            problem = error
        }
    }

    private mutating func read(_ reader: inout ByteReader) throws(DecodeError) {
        let start = reader.position
        let magic = try reader.u64()
        guard magic == 0x4F70_7573_4865_6164 else {
            throw DecodeError(.invalid(what: "magic number", value: magic), at: start)
        }
        version = Int(try reader.u8())
        channels = Int(try reader.u8())
        preSkip = Int(try reader.u16LittleEndian())
        inputSampleRate = Int(try reader.u32LittleEndian())
        // Q7.8, signed.
        outputGain = Double(Int16(bitPattern: try reader.u16LittleEndian())) / 256
        let family = Int(try reader.u8())
        mappingFamily = family
        guard family != 0 else { return }
        streams = Int(try reader.u8())
        coupledStreams = Int(try reader.u8())
        channelMap = try reader.array(channels ?? 0)
    }

    /// Hz at which Opus is decoded, whatever the encoder was given.
    public var sampleRate: Int? { version == nil ? nil : 48000 }

    /// "48 kHz stereo from 44.1 kHz"
    public var summary: String {
        guard let channels else { return "unreadable" }
        var words = [Quantity.channels(channels)]
        if let inputSampleRate, inputSampleRate != 0 { words.append("from \(Quantity.rate(inputSampleRate))") }
        if let outputGain, outputGain != 0 { words.append("gain \(Quantity.decimal(outputGain)) dB") }
        return "48 kHz " + words.joined(separator: " ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let version { fields.append(Field("version", .integer(version))) }
        if let channels { fields.append(Field("channels", .integer(channels))) }
        if let preSkip { fields.append(Field("pre_skip", .integer(preSkip))) }
        if let inputSampleRate { fields.append(Field("input_sample_rate", .integer(inputSampleRate))) }
        if let outputGain { fields.append(Field("output_gain", .number(outputGain))) }
        if let mappingFamily { fields.append(Field("mapping_family", .integer(mappingFamily))) }
        if let streams { fields.append(Field("streams", .integer(streams))) }
        if let coupledStreams { fields.append(Field("coupled_streams", .integer(coupledStreams))) }
        if !channelMap.isEmpty { fields.append(Field("channel_map", .list(channelMap.map { .integer(Int($0)) }))) }
        return fields
    }
}
