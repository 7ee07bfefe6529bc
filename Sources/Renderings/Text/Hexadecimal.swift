/// Bytes in hexadecimal.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// `af 00 12 10`, or without spaces.
    static func words(_ bytes: some Sequence<UInt8>, separator: String = " ") -> String {
        bytes.map { String(UnicodeScalar(digits[Int($0 >> 4)])) + String(UnicodeScalar(digits[Int($0 & 15)])) }
            .joined(separator: separator)
    }

    /// Lines of sixteen bytes with their position and their printable ASCII characters, as hexdump -C shows them.
    static func dump(_ bytes: [UInt8], indent: Int, to output: inout [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 16) {
            let row = bytes[start..<min(start + 16, bytes.count)]
            var line = String(repeating: " ", count: indent)
            let position = String(start, radix: 16)
            line += String(repeating: "0", count: max(6 - position.count, 0)) + position + "  "
            line += words(row)
            line += String(repeating: " ", count: 3 * (16 - row.count) + 2)
            output.append(contentsOf: line.utf8)
            for byte in row { output.append((0x20..<0x7f).contains(byte) ? byte : UInt8(ascii: ".")) }
            output.append(UInt8(ascii: "\n"))
        }
    }
}
