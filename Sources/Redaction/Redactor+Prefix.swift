import RTMP
import Segments

/// The addresses in what a proxy puts before the handshake.
extension Redactor {
    public func redact(_ bytes: inout [UInt8], of prefix: ConnectionPrefix) {
        let before = bytes
        withMasking { masking in
            guard masking.addresses != nil else { return }
            switch prefix.kind {
            case .srsProxy: Self.redactSRS(&bytes, &masking)
            case .proxyV1: Self.redactLine(&bytes, &masking)
            case .proxyV2: Self.redactBinary(&bytes, &masking)
            }
        }
        note(before, bytes)
    }

    private static func redactSRS(_ bytes: inout [UInt8], _ masking: inout TextMasking) {
        if bytes.count >= 7 { replaceIPv4(&bytes, at: 3, &masking) }
        PayloadRedaction.scrub(&bytes, min(7, bytes.count)..<bytes.count)
    }

    /// `PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935`; nothing is said of what stands behind UNKNOWN.
    private static func redactLine(_ bytes: inout [UInt8], _ masking: inout TextMasking) {
        var start = 0
        for word in 0..<5 where start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x20 || $0 == 0x0d } ?? bytes.count
            let isUnknown = word > 1 && bytes.dropFirst(6).starts(with: "UNKNOWN".utf8)
            if word == 2 || word == 3 || isUnknown { replaceText(&bytes, start..<end, &masking) }
            start = end + 1
        }
    }

    /// An address of the same length, so that the line stays one.
    private static func replaceText(_ bytes: inout [UInt8], _ range: Range<Int>, _ masking: inout TextMasking) {
        guard !range.isEmpty else { return }
        var text: [UInt8] = []
        if let address = TextMasking.ipv4(bytes[range]), let placeholder = masking.addresses?.placeholder(for: address)
        {
            text = Array("\(placeholder)".utf8)
        }
        if text.isEmpty || text.count > range.count {
            // Too short for an address from the ranges for documentation.
            let placeholder = masking.book.placeholder(for: bytes[range], .host)
            let digits = placeholder.filter { (0x30...0x39).contains($0) }
            text = Array((bytes[range].contains(UInt8(ascii: ":")) ? "::" : "0.0.0.").utf8) + digits
            text = Array(text.suffix(range.count))
        }
        // Zeros in front of the last number.
        let last = (text.lastIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") } ?? -1) + 1
        text.insert(contentsOf: Array(repeating: UInt8(ascii: "0"), count: range.count - text.count), at: last)
        bytes.replaceSubrange(range, with: text)
    }

    /// Addresses stand behind the 16 bytes of the header; behind them whatever the proxy adds, such as host names.
    private static func redactBinary(_ bytes: inout [UInt8], _ masking: inout TextMasking) {
        guard bytes.count > 16 else { return }
        var end = 16
        switch bytes[13] >> 4 {
        case 1 where bytes.count >= 28:
            replaceIPv4(&bytes, at: 16, &masking)
            replaceIPv4(&bytes, at: 20, &masking)
            end = 28
        case 2 where bytes.count >= 52:
            replaceIPv6(&bytes, at: 16, &masking)
            replaceIPv6(&bytes, at: 32, &masking)
            end = 52
        default: break
        }
        PayloadRedaction.scrub(&bytes, end..<bytes.count)
    }

    static func replaceIPv4(_ bytes: inout [UInt8], at position: Int, _ masking: inout TextMasking) {
        let number = bytes[position..<position + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        guard let placeholder = masking.addresses?.placeholder(for: Address(ipv4: number)) else { return }
        for index in 0..<4 {
            bytes[position + index] = UInt8(truncatingIfNeeded: placeholder.low >> UInt64(24 - 8 * index))
        }
    }

    static func replaceIPv6(_ bytes: inout [UInt8], at position: Int, _ masking: inout TextMasking) {
        let high = bytes[position..<position + 8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let low = bytes[position + 8..<position + 16].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard let placeholder = masking.addresses?.placeholder(for: Address(ipv6High: high, low: low)) else { return }
        for index in 0..<16 {
            let half = index < 8 ? placeholder.high : placeholder.low
            bytes[position + index] = UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (index % 8)))
        }
    }
}
