import AMF
import Fields

/// The HDR description of E-RTMP's `colorInfo`: code points of H.273, light levels, mastering display.
public struct ColorInfo: Equatable, Sendable {
    /// Bits a sample: 8, 10 or 12.
    public var bitDepth: Double?
    /// colorConfig: code points of H.273.
    public var color: ColourDescription
    /// cd/m², of the brightest frame's average.
    public var maxFall: Double?
    /// cd/m², of the brightest pixel.
    public var maxCLL: Double?
    /// hdrMdcv in its own names: CIE 1931 coordinates and cd/m².
    public var masteringDisplay: [(name: String, value: Double)]

    /// `nil` when nothing of it is there: what is sent to take back an earlier one.
    init?(_ value: AMFValue) {
        let config = value["colorConfig"]
        bitDepth = config?["bitDepth"]?.number
        color = ColourDescription(
            primaries: Self.codePoint(config?["colorPrimaries"]),
            transfer: Self.codePoint(config?["transferCharacteristics"]),
            matrix: Self.codePoint(config?["matrixCoefficients"]))
        let light = value["hdrCll"]
        maxFall = light?["maxFall"]?.number
        maxCLL = (light?["maxCLL"] ?? light?["maxCll"])?.number
        let display = value["hdrMdcv"]
        masteringDisplay = Self.displayNames.compactMap { name in
            (display?[name]?.number).map { (name, $0) }
        }
        if bitDepth == nil, color.isEmpty, maxFall == nil, maxCLL == nil, masteringDisplay.isEmpty { return nil }
    }

    private static func codePoint(_ value: AMFValue?) -> Int? {
        guard let number = value?.number, number >= 0, number <= 255 else { return nil }
        return Int(exactly: number)
    }

    private static let displayNames = [
        "redX", "redY", "greenX", "greenY", "blueX", "blueY", "whitePointX", "whitePointY", "maxLuminance",
        "minLuminance",
    ]

    /// Equal if they say the same.
    public static func == (a: ColorInfo, b: ColorInfo) -> Bool { a.fields == b.fields }

    /// "bt2020 PQ 10-bit, MaxCLL 1000, MaxFALL 400"
    public var summary: String {
        var words: [String] = []
        if let code = color.primaries { words.append(ColourDescription.primariesName(code) ?? "primaries \(code)") }
        if let code = color.transfer { words.append(ColourDescription.transferName(code) ?? "transfer \(code)") }
        if words.isEmpty, let code = color.matrix {
            words.append("matrix \(ColourDescription.matrixName(code) ?? "\(code)")")
        }
        if let bitDepth { words.append("\(Quantity.decimal(bitDepth))-bit") }
        var facts = words.isEmpty ? [] : [words.joined(separator: " ")]
        if let maxCLL { facts.append("MaxCLL \(Quantity.decimal(maxCLL))") }
        if let maxFall { facts.append("MaxFALL \(Quantity.decimal(maxFall))") }
        if let peak = masteringDisplay.first(where: { $0.name == "maxLuminance" })?.value {
            facts.append("mastered at \(Quantity.decimal(peak)) cd/m²")
        } else if !masteringDisplay.isEmpty {
            facts.append("with a mastering display")
        }
        return facts.joined(separator: ", ")
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let bitDepth { fields.append(Field("bit_depth", .number(bitDepth))) }
        fields += color.fields
        if let maxFall { fields.append(Field("max_fall", .number(maxFall))) }
        if let maxCLL { fields.append(Field("max_cll", .number(maxCLL))) }
        if !masteringDisplay.isEmpty {
            let display = masteringDisplay.map { Field(Self.snakeCase($0.name), .number($0.value)) }
            fields.append(Field("mastering_display", .record(display)))
        }
        return fields
    }

    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
