import Bytes
import Fields

/// What a sequence header says about the stream that follows it.
///
/// Decoding never fails as a whole: what could be read is kept, and `problem` says why the rest could not. Names in
/// `fields` are those of the JSON contract; what is not known is left out.
public protocol CodecConfiguration: Equatable, Sendable {
    /// One phrase for a line of text: "High@3.1 1280×720 30 fps", "LC 44.1 kHz stereo".
    var summary: String { get }
    /// Everything that is known, in the order of the record.
    var fields: [Field] { get }
    /// Why the rest could not be read; `nil` when all of it was.
    var problem: DecodeError? { get }

    /// Pixels of the picture that is shown, after cropping.
    var width: Int? { get }
    /// Lines of the picture that is shown, after cropping.
    var height: Int? { get }
    /// Pictures a second.
    var frameRate: Double? { get }
    /// Bytes of the length before each NAL unit: 1 to 4; only codecs with NAL units have one.
    var lengthSize: Int? { get }
    /// The parameter sets that it carries; only codecs with NAL units have them.
    var parameterSets: [ParameterSet] { get }
    /// Samples a second of the sound that is heard, in Hz.
    var sampleRate: Int? { get }
    /// Channels of the sound that is heard.
    var channels: Int? { get }
    /// Samples a second of the core coder, where an extension doubles them.
    var coreSampleRate: Int? { get }
    /// Channels of the core coder, where an extension makes more of them.
    var coreChannels: Int? { get }
}

// A codec names only the facts that it has.
extension CodecConfiguration {
    /// Codecs without pictures need not say so.
    public var width: Int? { nil }
    /// Codecs without pictures need not say so.
    public var height: Int? { nil }
    /// Records that do not tell need not say so.
    public var frameRate: Double? { nil }
    /// Codecs without NAL units need not say so.
    public var lengthSize: Int? { nil }
    /// Codecs without NAL units need not say so.
    public var parameterSets: [ParameterSet] { [] }
    /// Codecs without sound need not say so.
    public var sampleRate: Int? { nil }
    /// Codecs without sound need not say so.
    public var channels: Int? { nil }
    /// Codecs without extensions need not say so.
    public var coreSampleRate: Int? { nil }
    /// Codecs without extensions need not say so.
    public var coreChannels: Int? { nil }
}
