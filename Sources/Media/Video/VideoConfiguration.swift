import Fields

/// What the configurations of all video codecs can tell, each as far as its record goes.
public protocol VideoConfiguration: CodecConfiguration {
    /// "High", "Main 10", "Constrained Baseline".
    var profileName: String? { get }
    /// "3.1", "1b"; `nil` when the number is none that the codec knows.
    var levelName: String? { get }
    /// Whether the level's limits are those of the high tier; `nil` for codecs without tiers.
    var isHighTier: Bool? { get }
    /// How often colour is sampled.
    var chromaFormat: ChromaFormat? { get }
    /// Bits a sample of brightness.
    var bitDepth: Int? { get }
    /// What the samples mean as light.
    var colour: ColourDescription? { get }
    /// Whether pictures may be made of two fields.
    var isInterlaced: Bool? { get }
}

extension VideoConfiguration {
    /// Codecs without tiers need not say so.
    public var isHighTier: Bool? { nil }
    /// Codecs that know only whole pictures need not say so.
    public var isInterlaced: Bool? { nil }

    /// "High@3.1 1280×720 30 fps", and what is out of the ordinary: "4:2:2 10-bit interlaced PQ bt2020".
    public var summary: String {
        var words: [String] = []
        switch (profileName, levelName) {
        case (let profile?, let level?): words.append("\(profile)@\(level)")
        case (let profile?, nil): words.append(profile)
        case (nil, let level?): words.append("level \(level)")
        case (nil, nil): break
        }
        if isHighTier == true { words.append("high tier") }
        if let width, let height { words.append("\(width)×\(height)") }
        if let frameRate { words.append("\(Self.text(of: frameRate)) fps") }
        // "High 4:2:2" and the like say it already.
        if let chromaFormat, chromaFormat != .yuv420, profileName?.contains(chromaFormat.name) != true {
            words.append(chromaFormat.name)
        }
        if let bitDepth, bitDepth != 8 { words.append("\(bitDepth)-bit") }
        if isInterlaced == true { words.append("interlaced") }
        if let range = colour?.highDynamicRange { words.append(range) }
        if words.isEmpty { return problem == nil ? "nothing known" : "unreadable" }
        return words.joined(separator: " ")
    }

    /// The facts about the picture, which all codecs tell in the same words.
    var pictureFields: [Field] {
        var fields: [Field] = []
        if let width { fields.append(Field("width", .integer(width))) }
        if let height { fields.append(Field("height", .integer(height))) }
        if let frameRate { fields.append(Field("frame_rate", .number(frameRate))) }
        if let chromaFormat { fields.append(Field("chroma_format", .text(chromaFormat.name))) }
        if let bitDepth { fields.append(Field("bit_depth", .integer(bitDepth))) }
        if let isInterlaced { fields.append(Field("interlaced", .flag(isInterlaced))) }
        if let colour, !colour.isEmpty { fields.append(Field("color", .record(colour.fields))) }
        return fields
    }

    /// "30", "29.97", "23.976": three decimals at most. Rates come from 32-bit fields, so that no sum here overflows.
    static func text(of rate: Double) -> String {
        guard rate.isFinite, rate >= 0, rate < 1e12 else { return "\(rate)" }
        // Not rounded(), which would need the C library's mathematics for this alone.
        let thousandths = Int(rate * 1000 + 0.5)
        let whole = thousandths / 1000
        var decimals = thousandths % 1000
        guard decimals != 0 else { return "\(whole)" }
        var width = 3
        while decimals % 10 == 0 {
            decimals /= 10
            width -= 1
        }
        let digits = String(decimals)
        return "\(whole)." + String(repeating: "0", count: width - digits.count) + digits
    }
}
