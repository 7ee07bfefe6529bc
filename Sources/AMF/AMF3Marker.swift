/// The byte in front of an AMF3 value that can never be an object reference (AMF3 § 3.1).
enum AMF3Marker: UInt8 {
    case undefined = 0x00
    case null = 0x01
    case `false` = 0x02
    case `true` = 0x03
    case integer = 0x04
    case double = 0x05
    case string = 0x06
}
