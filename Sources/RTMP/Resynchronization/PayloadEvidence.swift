/// What the first payload bytes of a message say for or against its type.
enum PayloadEvidence {
    /// Bits of evidence, as `HeaderEvidence` counts them; `nil` where no sender of the type begins like this.
    ///
    /// - Parameter available: Payload bytes that may be read at `position`.
    static func weigh(_ bytes: RawSpan, at position: Int, available: Int, type: MessageTypeID, length: Int) -> Int? {
        let count = min(available, length)
        guard count > 0 else { return 0 }
        func byte(_ index: Int) -> Int? {
            index < count ? Int(bytes.unsafeLoad(fromUncheckedByteOffset: position + index, as: UInt8.self)) : nil
        }
        guard let first = byte(0) else { return 0 }
        switch type {
        case .audio: return audio(first, byte)
        case .video: return video(first, byte)
        case .commandAMF0, .dataAMF0: return name(byte, at: 0)
        case .commandAMF3, .dataAMF3:
            if first == 2 { return name(byte, at: 0) }
            guard first == 0 else { return first == 0x11 && type == .dataAMF3 ? 4 : nil }
            return name(byte, at: 1).map { $0 + 6 }
        case .sharedObjectAMF0, .sharedObjectAMF3: return first == 0 ? 6 : nil
        case .aggregate: return [8, 9, 18].contains(first) ? 6 : nil
        case .setChunkSize: return first == 0 ? 7 : nil
        case .userControl:
            guard first == 0, byte(1) ?? 0 <= 36 else { return nil }
            return byte(1) == nil ? 7 : 10
        case .setPeerBandwidth: return byte(4) ?? 0 <= 2 ? 4 : nil
        default: return 0
        }
    }

    private static func audio(_ first: Int, _ byte: (Int) -> Int?) -> Int? {
        switch first >> 4 {
        case 9:
            // Enhanced RTMP: packet types 0 to 5, then a FourCC, but for multitrack.
            guard first & 15 <= 5 || first & 15 == 7 else { return nil }
            return first & 15 <= 3 ? fourCC(byte) : 1
        case 10:
            // AAC says itself what it is; nearly all write 0xAF.
            guard let second = byte(1) else { return first == 0xaf ? 4 : 1 }
            guard second <= 1 else { return nil }
            return first == 0xaf ? 11 : 8
        case 0...8, 11, 14, 15: return 1
        default: return nil
        }
    }

    private static func video(_ first: Int, _ byte: (Int) -> Int?) -> Int? {
        let frame = first >> 4 & 7
        if first & 0x80 != 0 {
            guard frame <= 5, first & 15 <= 7 else { return nil }
            return first & 15 <= 5 ? fourCC(byte) : 1
        }
        guard (1...5).contains(frame) else { return nil }
        switch first & 15 {
        case 7, 12, 13:
            guard let second = byte(1) else { return 3 }
            guard second <= 2 || frame == 5 else { return nil }
            // The composition time's first byte: nothing beyond a minute, either way.
            guard second <= 1, let third = byte(2) else { return 9 }
            return third == 0 || third == 0xff ? 15 : nil
        case 1...6: return 2
        default: return nil
        }
    }

    private static func fourCC(_ byte: (Int) -> Int?) -> Int? {
        var bits = 1
        for index in 1...4 {
            guard let value = byte(index) else { return bits }
            let isLetter = (0x61...0x7a).contains(value) || (0x41...0x5a).contains(value)
            guard isLetter || (index > 1 && (0x30...0x39).contains(value)) || value == 0x2d else { return nil }
            bits += 2
        }
        return bits + 4
    }

    /// A short AMF0 string of printable ASCII, as every command and data message begins.
    private static func name(_ byte: (Int) -> Int?, at start: Int) -> Int? {
        guard let marker = byte(start) else { return 0 }
        guard marker == 2 else { return nil }
        guard let high = byte(start + 1) else { return 7 }
        guard high == 0 else { return nil }
        guard let count = byte(start + 2) else { return 14 }
        guard count > 0, count <= 64 else { return nil }
        var bits = 16
        for index in 0..<min(count, 6) {
            guard let value = byte(start + 3 + index) else { return bits }
            guard (0x20...0x7e).contains(value) else { return nil }
            bits += 1
        }
        return bits
    }
}
