import Bytes
import TestSupport
import Testing

@Suite("ByteReader")
struct ByteReaderTests {
    @Test("integers are in network order unless the name says otherwise")
    func integers() throws {
        let bytes = hex("01 0203 040506 0708090a 0b0c0d0e0f101112 1314 15161718 191a1b1c1d1e1f20")
        var reader = ByteReader(bytes.span.bytes)
        #expect(try reader.u8() == 0x01)
        #expect(try reader.u16() == 0x0203)
        #expect(try reader.u24() == 0x040506)
        #expect(try reader.u32() == 0x0708_090a)
        #expect(try reader.u64() == 0x0b0c_0d0e_0f10_1112)
        #expect(try reader.u16LittleEndian() == 0x1413)
        #expect(try reader.u32LittleEndian() == 0x1817_1615)
        #expect(try reader.u64LittleEndian() == 0x201f_1e1d_1c1b_1a19)
        #expect(reader.isAtEnd == true)
        #expect(reader.position == bytes.count)
    }

    @Test("the highest values fit")
    func highest() throws {
        let bytes = [UInt8](repeating: 0xff, count: 18)
        var reader = ByteReader(bytes.span.bytes)
        #expect(try reader.u8() == .max)
        #expect(try reader.u16() == .max)
        #expect(try reader.u24() == 0xff_ffff)
        #expect(try reader.u32() == .max)
        #expect(try reader.u64() == .max)
    }

    @Test("doubles are IEEE 754 in network order, a NaN keeps its bits")
    func doubles() throws {
        let bytes = hex("3ff8000000000000 8000000000000000 7ff8000000000001")
        var reader = ByteReader(bytes.span.bytes)
        #expect(try reader.double() == 1.5)
        #expect(try reader.double().sign == .minus)
        #expect(try reader.double().bitPattern == 0x7ff8_0000_0000_0001)
    }

    @Test("a read past the end says what was missing, and leaves the cursor where the field began")
    func bounds() throws {
        // Each needs more than the bytes there, from none to one too few.
        let reads: [(needed: Int, read: (inout ByteReader) throws(DecodeError) -> Void)] = [
            (1, { reader throws(DecodeError) in _ = try reader.u8() }),
            (2, { reader throws(DecodeError) in _ = try reader.u16() }),
            (3, { reader throws(DecodeError) in _ = try reader.u24() }),
            (4, { reader throws(DecodeError) in _ = try reader.u32() }),
            (8, { reader throws(DecodeError) in _ = try reader.u64() }),
            (8, { reader throws(DecodeError) in _ = try reader.double() }),
            (2, { reader throws(DecodeError) in _ = try reader.u16LittleEndian() }),
            (4, { reader throws(DecodeError) in _ = try reader.u32LittleEndian() }),
            (8, { reader throws(DecodeError) in _ = try reader.u64LittleEndian() }),
            (5, { reader throws(DecodeError) in _ = try reader.take(5) }),
            (5, { reader throws(DecodeError) in try reader.skip(5) }),
            (5, { reader throws(DecodeError) in _ = try reader.array(5) }),
            (5, { reader throws(DecodeError) in _ = try reader.limited(to: 5) }),
            (.max, { reader throws(DecodeError) in _ = try reader.take(.max) }),
            (-1, { reader throws(DecodeError) in _ = try reader.take(-1) }),
            (-1, { reader throws(DecodeError) in try reader.skip(-1) }),
            (.min, { reader throws(DecodeError) in _ = try reader.limited(to: .min) }),
        ]
        for (needed, read) in reads {
            for available in 0..<min(max(needed, 1), 8) {
                let bytes = [UInt8](repeating: 7, count: 3 + available)
                var reader = ByteReader(bytes.span.bytes)
                try reader.skip(3)
                do throws(DecodeError) {
                    try read(&reader)
                    Issue.record("\(needed) bytes read of \(available)")
                } catch {
                    #expect(error == DecodeError(.truncated(needed: needed, available: available), at: 3))
                }
                #expect(reader.position == 3)
                #expect(reader.remaining == available)
                if needed > 0, needed <= 8 { #expect(throws: Never.self) { try reader.skip(available) } }
            }
        }
    }

    @Test("a read of exactly what is left succeeds")
    func exact() throws {
        let bytes: [UInt8] = [1, 2, 3]
        var reader = ByteReader(bytes.span.bytes)
        #expect(try reader.u24() == 0x010203)
        #expect(try reader.take(0) == 3..<3)
        #expect(try reader.array(0) == [])
        #expect(reader.takeRest() == 3..<3)
    }

    @Test("an empty span is at its end")
    func empty() {
        let bytes: [UInt8] = []
        var reader = ByteReader(bytes.span.bytes)
        #expect(reader.isAtEnd == true)
        #expect(reader.remaining == 0)
        #expect(reader.peek() == nil)
        #expect(reader.takeRest() == 0..<0)
        #expect(throws: DecodeError(.truncated(needed: 1, available: 0), at: 0)) { try reader.u8() }
    }

    @Test("looking ahead moves nothing and stops at the end")
    func peek() throws {
        let bytes: [UInt8] = [10, 11, 12]
        var reader = ByteReader(bytes.span.bytes)
        try reader.skip(1)
        #expect(reader.peek() == 11)
        #expect(reader.peek(1) == 12)
        #expect(reader.peek(2) == nil)
        #expect(reader.peek(-1) == nil)
        #expect(reader.peek(.max) == nil)
        #expect(reader.position == 1)
    }

    @Test("an inner reader ends where it is told, and counts positions as the outer one")
    func limited() throws {
        let bytes: [UInt8] = [0, 1, 2, 3, 4, 5]
        var reader = ByteReader(bytes.span.bytes)
        try reader.skip(1)
        var inner = try reader.limited(to: 3)
        #expect(reader.position == 4)
        #expect(inner.position == 1)
        #expect(inner.endPosition == 4)
        #expect(inner.remaining == 3)
        #expect(inner.peek(3) == nil)
        #expect(try inner.u16() == 0x0102)
        #expect(throws: DecodeError(.truncated(needed: 2, available: 1), at: 3)) { try inner.u16() }
        #expect(inner.takeRest() == 3..<4)
        #expect(try reader.u8() == 4)
        var innermost = try reader.limited(to: 1)
        #expect(throws: DecodeError(.truncated(needed: 4, available: 1), at: 5)) { try innermost.u32() }
        #expect(try innermost.u8() == 5)
    }

    @Test("a range that was taken can be copied and read as text")
    func ranges() throws {
        let bytes = hex("ff 63c3a9 c328 00")
        var reader = ByteReader(bytes.span.bytes)
        try reader.skip(1)
        let word = try reader.take(3)
        #expect(word == 1..<4)
        #expect(reader.text(word) == "cé")
        let broken = try reader.take(2)
        #expect(reader.text(broken) == nil)
        #expect(reader.copy(broken) == [0xc3, 0x28])
        #expect(reader.text(4..<4) == "")
        var inner = try reader.limited(to: 1)
        #expect(inner.copy(word) == [0x63, 0xc3, 0xa9])
        #expect(try inner.array(1) == [0])
    }

    @Test("the cursor goes back for a second reading")
    func move() throws {
        let bytes: [UInt8] = [1, 2, 3, 4]
        var reader = ByteReader(bytes.span.bytes)
        let start = reader.position
        #expect(try reader.u24() == 0x010203)
        reader.move(to: start)
        #expect(try reader.u16() == 0x0102)
        reader.move(to: reader.endPosition)
        #expect(reader.isAtEnd == true)
    }

    @Test("bytes of a span are copied into arrays")
    func arrays() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        #expect([UInt8](bytes.span.bytes, 1..<3) == [2, 3])
        #expect([UInt8](bytes.span.bytes, 4..<4) == [])
        var gathered: [UInt8] = [9]
        gathered.append(bytes.span.bytes, 2..<4)
        gathered.append(bytes.span.bytes, 0..<0)
        #expect(gathered == [9, 3, 4])
    }
}
