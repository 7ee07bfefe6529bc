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

    func u16(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt16 {
        let value = bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self)
        return self == .big ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    func bytes(_ number: UInt32) -> [UInt8] {
        Swift.withUnsafeBytes(of: self == .big ? number.bigEndian : number.littleEndian) { Array($0) }
    }

    func u32(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt32 {
        let value = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        return self == .big ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }
}
