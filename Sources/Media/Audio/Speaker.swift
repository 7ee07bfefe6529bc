/// A place of a loudspeaker, or the bit of one in a channel mask: E-RTMP v2, AudioChannel.
public struct Speaker: RawRepresentable, Hashable, Sendable {
    /// 0 to 23 have a place; 0xFE is unused, 0xFF unknown.
    public var rawValue: UInt8

    /// The speaker of a number in a channel map, or of a bit in a mask.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The name of the specification: "FrontLeft".
    public var name: String {
        if Int(rawValue) < Self.names.count { return Self.names[Int(rawValue)].name }
        return rawValue == 0xFE ? "Unused" : rawValue == 0xFF ? "Unknown" : "channel \(rawValue)"
    }

    /// The usual short form: "FL".
    public var abbreviation: String {
        Int(rawValue) < Self.names.count ? Self.names[Int(rawValue)].short : name
    }

    private static let names: [(name: String, short: String)] = [
        ("FrontLeft", "FL"), ("FrontRight", "FR"), ("FrontCenter", "FC"), ("LowFrequency1", "LFE"),
        ("BackLeft", "BL"), ("BackRight", "BR"), ("FrontLeftCenter", "FLC"), ("FrontRightCenter", "FRC"),
        ("BackCenter", "BC"), ("SideLeft", "SL"), ("SideRight", "SR"), ("TopCenter", "TC"),
        ("TopFrontLeft", "TFL"), ("TopFrontCenter", "TFC"), ("TopFrontRight", "TFR"), ("TopBackLeft", "TBL"),
        ("TopBackCenter", "TBC"), ("TopBackRight", "TBR"), ("LowFrequency2", "LFE2"), ("TopSideLeft", "TSL"),
        ("TopSideRight", "TSR"), ("BottomFrontCenter", "BFC"), ("BottomFrontLeft", "BFL"),
        ("BottomFrontRight", "BFR"),
    ]
}
