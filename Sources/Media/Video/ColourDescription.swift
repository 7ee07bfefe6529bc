import Fields

/// What the numbers of a picture mean as light: the code points of H.273, which all the codecs share.
public struct ColourDescription: Equatable, Sendable {
    /// ColourPrimaries; 2 is unspecified.
    public var primaries: Int?
    /// TransferCharacteristics; 16 is PQ, 18 is HLG.
    public var transfer: Int?
    /// MatrixCoefficients.
    public var matrix: Int?
    /// Whether all values are used, not those from 16 to 235 of 255.
    public var fullRange: Bool?

    /// A description of what is known; 2 of H.273 means that it is not.
    public init(primaries: Int? = nil, transfer: Int? = nil, matrix: Int? = nil, fullRange: Bool? = nil) {
        self.primaries = primaries == 2 ? nil : primaries
        self.transfer = transfer == 2 ? nil : transfer
        self.matrix = matrix == 2 ? nil : matrix
        self.fullRange = fullRange
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { self == ColourDescription() }

    /// "PQ bt2020" where the picture is not of the ordinary range and colours; `nil` where it is.
    public var highDynamicRange: String? {
        let curve = transfer == 16 || transfer == 18 ? transfer.flatMap(Self.transferName) : nil
        let wide = primaries == 9 ? Self.primariesName(9) : nil
        let words = [curve, wide].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// "color" of the JSON contract; a code point without a name stays a number.
    public var fields: [Field] {
        var fields: [Field] = []
        func add(_ name: String, _ code: Int?, _ word: (Int) -> String?) {
            guard let code else { return }
            fields.append(Field(name, word(code).map(FieldValue.text) ?? .integer(code)))
        }
        add("primaries", primaries, Self.primariesName)
        add("transfer", transfer, Self.transferName)
        add("matrix", matrix, Self.matrixName)
        if let fullRange { fields.append(Field("full_range", .flag(fullRange))) }
        return fields
    }

    /// H.273 table 2; `nil` for what is reserved or unspecified.
    public static func primariesName(_ code: Int) -> String? {
        switch code {
        case 1: "bt709"
        case 4: "bt470m"
        case 5: "bt470bg"
        case 6: "smpte170m"
        case 7: "smpte240m"
        case 8: "film"
        case 9: "bt2020"
        case 10: "smpte428"
        case 11: "smpte431"
        case 12: "smpte432"
        case 22: "ebu3213"
        default: nil
        }
    }

    /// H.273 table 3.
    public static func transferName(_ code: Int) -> String? {
        switch code {
        case 1: "bt709"
        case 4: "gamma22"
        case 5: "gamma28"
        case 6: "smpte170m"
        case 7: "smpte240m"
        case 8: "linear"
        case 9: "log100"
        case 10: "log316"
        case 11: "iec61966-2-4"
        case 12: "bt1361e"
        case 13: "sRGB"
        case 14: "bt2020-10"
        case 15: "bt2020-12"
        case 16: "PQ"
        case 17: "smpte428"
        case 18: "HLG"
        default: nil
        }
    }

    /// H.273 table 4.
    public static func matrixName(_ code: Int) -> String? {
        switch code {
        case 0: "identity"
        case 1: "bt709"
        case 4: "fcc"
        case 5: "bt470bg"
        case 6: "smpte170m"
        case 7: "smpte240m"
        case 8: "ycgco"
        case 9: "bt2020-nc"
        case 10: "bt2020-c"
        case 11: "smpte2085"
        case 12: "chroma-derived-nc"
        case 13: "chroma-derived-c"
        case 14: "ictcp"
        default: nil
        }
    }
}
