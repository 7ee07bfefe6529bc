/// The byte in front of every AMF0 value (AMF0 § 2.1). The reserved 04 (MovieClip) and 0E (RecordSet) are left
/// out: nobody knows their length.
enum AMF0Marker: UInt8 {
    case number = 0x00
    case boolean = 0x01
    case string = 0x02
    case object = 0x03
    case null = 0x05
    case undefined = 0x06
    case reference = 0x07
    case ecmaArray = 0x08
    case strictArray = 0x0A
    case date = 0x0B
    case longString = 0x0C
    case unsupported = 0x0D
    case xml = 0x0F
    case typedObject = 0x10
    /// One AMF3 value follows; the next is AMF0 again.
    case avmPlus = 0x11

    /// Ends an object after an empty name (AMF0 § 2.11). Never in front of a value.
    static let objectEnd: UInt8 = 0x09
}
