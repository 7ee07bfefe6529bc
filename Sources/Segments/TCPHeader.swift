import Bytes

/// TCP, RFC 9293 § 3.1.
enum TCPHeader {
    //  source port 16 | destination port 16 | sequence 32 | acknowledgement 32 |
    //  data offset 4 | reserved 4 | flags 8 | window 16 | checksum 16 | urgent pointer 16 | options
    /// Reads header and options, and takes the rest as payload.
    ///
    /// - Parameters:
    ///   - bytes: all that the reader was made for, for the checksum.
    ///   - segment: All of it is replaced, but where something is wrong.
    static func read(
        _ reader: inout ByteReader, of bytes: RawSpan, _ envelope: Envelope, verifyChecksum: Bool,
        into segment: inout Segment
    ) throws(DecodeError) {
        let start = reader.position
        var header = try reader.limited(to: 20)
        let sourcePort = try header.u16()
        let destinationPort = try header.u16()
        let sequence = try header.u32()
        let acknowledgement = try header.u32()
        let dataOffset = Int(try header.u8() >> 4) * 4
        guard dataOffset >= 20, start &+ dataOffset <= envelope.wireEnd else {
            throw DecodeError(.invalid(what: "data offset", value: UInt64(dataOffset)), at: start + 12)
        }
        let flags = Segment.Flags(rawValue: try header.u8())
        let window = try header.u16()
        // Options that were not captured whole are still options.
        var options = try reader.limited(to: min(dataOffset - 20, reader.remaining))
        let windowScale = flags.contains(.syn) ? windowScale(&options) : nil
        let payload = reader.takeRest()
        var verdict = Segment.Checksum.unverified
        if verifyChecksum, payload.upperBound == envelope.wireEnd, !envelope.isRouted {
            verdict = checksum(of: bytes, start..<payload.upperBound, envelope)
        }
        segment = Segment(
            source: Endpoint(address: envelope.source, port: sourcePort),
            destination: Endpoint(address: envelope.destination, port: destinationPort),
            sequence: sequence, acknowledgement: acknowledgement, flags: flags, window: window,
            windowScale: windowScale, payload: payload, payloadLength: envelope.wireEnd - start - dataOffset,
            checksum: verdict,
            identification: envelope.identification, encapsulation: envelope.encapsulation)
    }

    /// RFC 7323 § 2.2: kind 3, length 3, shift.
    private static func windowScale(_ options: inout ByteReader) -> UInt8? {
        do throws(DecodeError) {
            while true {
                let kind = try options.u8()
                if kind == 0 { return nil }
                if kind == 1 { continue }
                let length = Int(try options.u8())
                if kind == 3, length == 3 { return try options.u8() }
                try options.skip(length - 2)
            }
        } catch {
            // The options ended, or are nonsense from here on.
            return nil
        }
    }

    private static func checksum(
        of bytes: RawSpan, _ range: Range<Int>, _ envelope: Envelope
    ) -> Segment.Checksum {
        var sum = InternetChecksum()
        sum.add(envelope.source)
        sum.add(envelope.destination)
        sum.add(networkOrder: UInt32(truncatingIfNeeded: range.count))
        sum.add(networkOrder: 6)
        sum.add(bytes, range)
        return sum.isComplete ? .valid : .invalid
    }
}
