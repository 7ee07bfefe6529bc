/// A value of AMF0 or AMF3, as it was sent: types that say the same differently stay apart where a reader may care.
///
/// References to objects are never followed (they can form cycles); references to strings are, since a string
/// cannot hold one. Values nest at most `AMFLimits.depth` deep.
public enum AMFValue: Sendable {
    /// AMF0 00, AMF3 05.
    case number(Double)
    /// AMF3 04: −2²⁸ … 2²⁸ − 1.
    case integer(Int32)
    /// AMF0 01, AMF3 02 and 03.
    case boolean(Bool)
    /// AMF0 02 and 0C, AMF3 06.
    case string(AMFText)
    /// AMF0 05, AMF3 01.
    case null
    /// AMF0 06, AMF3 00.
    case undefined
    /// AMF0 0D: what the sender could not serialise.
    case unsupported
    /// AMF0 03 and 10, AMF3 0A.
    case object(AMFObject)
    /// AMF0 08.
    case ecmaArray(AMFECMAArray)
    /// AMF0 0A, and AMF3 09 without named members.
    case array([AMFValue])
    /// AMF3 09 with named members.
    case mixedArray(AMF3Array)
    /// AMF0 0B, AMF3 08: milliseconds since 1970 UTC. The zone, in minutes, is reserved and ignored; AMF3 has none (0).
    case date(milliseconds: Double, timeZone: Int16)
    /// AMF0 0F, AMF3 07 and 0B.
    case xml(AMFText)
    /// AMF3 0C, a ByteArray.
    case bytes([UInt8])
    /// AMF3 0D.
    case intVector([Int32])
    /// AMF3 0E.
    case uintVector([UInt32])
    /// AMF3 0F.
    case doubleVector([Double])
    /// AMF3 10. An empty class name or `*` means any class.
    case objectVector(className: AMFText, [AMFValue])
    /// AMF3 11.
    case dictionary([AMFDictionaryEntry])
    /// AMF3 0A whose class wrote its own bytes.
    case externalizable(AMFExternalizable)
    /// AMF0 07 and AMF3 object references: the index in the message's table of that encoding. Never expanded.
    case reference(Int)
    /// A reference to an entry that the message's table does not have.
    case badReference(Int)
    /// AMF0 11: one value in AMF3.
    indirect case avmPlus(AMFValue)
    /// A value that could not be decoded: the number of bytes from where it began to the end of the payload.
    case truncated(Int)
}
