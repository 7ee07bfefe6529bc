import Bytes

/// The sequence header OBU of AV1, AV1 bitstream specification § 5.5: what the pictures are.
///
/// Reading stops at the first field that cannot be; those before it stand, and `problem` says why.
public struct AV1SequenceHeader: Equatable, Sendable {
    /// seq_profile: 0 Main, 1 High, 2 Professional.
    public private(set) var profile: Int?
    /// Whether the stream is one still picture.
    public private(set) var isStillPicture: Bool?
    /// seq_level_idx of the first operating point.
    public private(set) var level: Int?
    /// seq_tier of the first operating point.
    public private(set) var isHighTier: Bool?
    /// How many operating points there are: ways to decode a stream in layers.
    public private(set) var operatingPoints: Int?
    /// Pictures a second, where all pictures last equally long and the header says how long.
    public private(set) var frameRate: Double?
    /// max_frame_width_minus_1 + 1.
    public private(set) var width: Int?
    /// max_frame_height_minus_1 + 1.
    public private(set) var height: Int?
    /// Bits a sample.
    public private(set) var bitDepth: Int?
    /// How often colour is sampled.
    public private(set) var chromaFormat: ChromaFormat?
    /// What the samples mean as light.
    public private(set) var colour: ColourDescription?
    /// Whether decoders have to add grain.
    public private(set) var hasFilmGrain: Bool?
    /// Why the rest could not be read.
    public private(set) var problem: DecodeError?

    /// Reads the OBU's payload; `origin` is where it began in the buffer.
    public init(payload: [UInt8], at origin: Int = 0) {
        var bits = BitReader(payload, at: origin)
        do throws(DecodeError) { try read(&bits) } catch { problem = error }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        let profile = try bits.bits(3)
        self.profile = profile
        isStillPicture = try bits.flag()
        let isReduced = try bits.flag()
        if isReduced {
            level = try bits.bits(5)
            isHighTier = false
            operatingPoints = 1
        } else {
            try readOperatingPoints(&bits)
        }
        let widthBits = try bits.bits(4) + 1
        let heightBits = try bits.bits(4) + 1
        let size = (try bits.bits(widthBits) + 1, try bits.bits(heightBits) + 1)
        (width, height) = size
        if !isReduced, try bits.flag() { try bits.skip(4 + 3) }
        try bits.skip(3)
        if !isReduced { try Self.skipInterTools(&bits) }
        try bits.skip(3)
        guard profile <= 2 else { throw bits.invalid("seq_profile", profile) }
        try readColour(&bits, profile: profile)
        hasFilmGrain = try bits.flag()
    }

    // From timing_info_present_flag to the last operating point.
    private mutating func readOperatingPoints(_ bits: inout BitReader) throws(DecodeError) {
        var delayBits: Int?
        if try bits.flag() {
            let units = try bits.bits(32)
            let scale = try bits.bits(32)
            // equal_picture_interval: without it the tick says nothing about pictures.
            if try bits.flag() {
                let ticks = try Self.uvlc(&bits) + 1
                if units > 0, scale > 0 { frameRate = Double(scale) / Double(units) / Double(ticks) }
            }
            if try bits.flag() {
                delayBits = try bits.bits(5) + 1
                try bits.skip(32 + 5 + 5)
            }
        }
        let hasDisplayDelay = try bits.flag()
        let last = try bits.bits(5)
        operatingPoints = last + 1
        for point in 0...last {
            try bits.skip(12)
            let level = try bits.bits(5)
            // Only levels above 3.3 have a tier.
            let isHighTier = level > 7 ? try bits.flag() : false
            if let delayBits, try bits.flag() { try bits.skip(2 * delayBits + 1) }
            if hasDisplayDelay, try bits.flag() { try bits.skip(4) }
            if point == 0 { (self.level, self.isHighTier) = (level, isHighTier) }
        }
    }

    // uvlc(), § 4.10.3: 32 zeros or more stand for the largest number and have nothing behind them.
    private static func uvlc(_ bits: inout BitReader) throws(DecodeError) -> Int {
        var zeros = 0
        while try !bits.flag() { zeros += 1 }
        guard zeros < 32 else { return Int(UInt32.max) }
        return try 1 << zeros - 1 + bits.bits(zeros)
    }

    // From enable_interintra_compound to order_hint_bits_minus_1.
    private static func skipInterTools(_ bits: inout BitReader) throws(DecodeError) {
        try bits.skip(4)
        let hasOrderHint = try bits.flag()
        if hasOrderHint { try bits.skip(2) }
        // seq_choose_screen_content_tools leaves the choice to each picture, like seq_force_screen_content_tools 1.
        let mayUseScreenTools = try bits.flag() ? true : try bits.flag()
        if mayUseScreenTools, try !bits.flag() { try bits.skip(1) }
        if hasOrderHint { try bits.skip(3) }
    }

    // color_config(), § 5.5.2.
    private mutating func readColour(_ bits: inout BitReader, profile: Int) throws(DecodeError) {
        let isHigh = try bits.flag()
        let isTwelve = profile == 2 && isHigh ? try bits.flag() : false
        let bitDepth = isTwelve ? 12 : isHigh ? 10 : 8
        self.bitDepth = bitDepth
        let isMonochrome = profile == 1 ? false : try bits.flag()
        var points: (primaries: Int, transfer: Int, matrix: Int)?
        if try bits.flag() { points = (try bits.bits(8), try bits.bits(8), try bits.bits(8)) }
        func colour(_ fullRange: Bool) -> ColourDescription {
            ColourDescription(
                primaries: points?.primaries, transfer: points?.transfer, matrix: points?.matrix,
                fullRange: fullRange)
        }
        if isMonochrome {
            chromaFormat = .monochrome
            self.colour = colour(try bits.flag())
            return
        }
        if let points, points == (1, 13, 0) {
            // sRGB has its own rules: all of the range, all of the samples.
            chromaFormat = .yuv444
            self.colour = colour(true)
        } else {
            self.colour = colour(try bits.flag())
            let chroma = try Self.readChroma(&bits, profile: profile, bitDepth: bitDepth)
            chromaFormat = chroma
            if chroma == .yuv420 { try bits.skip(2) }
        }
        try bits.skip(1)
    }

    private static func readChroma(
        _ bits: inout BitReader, profile: Int, bitDepth: Int
    ) throws(DecodeError) -> ChromaFormat {
        switch (profile, bitDepth) {
        case (0, _): return .yuv420
        case (1, _): return .yuv444
        case (_, 12):
            let isNarrow = try bits.flag()
            let isLow = isNarrow ? try bits.flag() : false
            return ChromaFormat(subsamplingX: isNarrow, subsamplingY: isLow)
        default: return .yuv422
        }
    }
}
