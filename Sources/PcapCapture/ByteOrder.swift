import Bytes

/// The byte order in which a capture file's own numbers are written: that of the machine which wrote it.
enum ByteOrder: Sendable {
    case little
    case big

    func u16(_ reader: inout ByteReader) throws(DecodeError) -> UInt16 {
        let value = try reader.u16()
        return self == .big ? value : value.byteSwapped
    }

    func u32(_ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
        let value = try reader.u32()
        return self == .big ? value : value.byteSwapped
    }

    func u64(_ reader: inout ByteReader) throws(DecodeError) -> UInt64 {
        let value = try reader.u64()
        return self == .big ? value : value.byteSwapped
    }

    func u32(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt32 {
        let value = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        return self == .big ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }
}
