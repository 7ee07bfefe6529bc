/// The byte in front of an AMF3 value that enters the object table, or refers to an entry of it (AMF3 § 2.2, § 3.1).
enum AMF3ComplexMarker: UInt8 {
    /// The XMLDocument of ActionScript 2.
    case xmlDocument = 0x07
    case date = 0x08
    case array = 0x09
    case object = 0x0A
    /// The XML of ActionScript 3 (E4X).
    case xml = 0x0B
    case byteArray = 0x0C
    case intVector = 0x0D
    case uintVector = 0x0E
    case doubleVector = 0x0F
    case objectVector = 0x10
    case dictionary = 0x11

    /// Whether other values nest in it.
    var holdsValues: Bool {
        switch self {
        case .array, .object, .objectVector, .dictionary: true
        case .xmlDocument, .date, .xml, .byteArray, .intVector, .uintVector, .doubleVector: false
        }
    }
}
