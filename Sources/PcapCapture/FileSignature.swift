/// What a file that is no capture is, told by its first bytes, for the error message.
///
/// Bytes of the file never get into the text: a terminal would obey them.
struct FileSignature {
    private var position = 0
    private var bytes: [UInt8]
    private var text: String

    private init(_ bytes: [UInt8], at position: Int = 0, _ text: String) {
        self.bytes = bytes
        self.position = position
        self.text = text
    }

    private init(_ characters: StaticString, at position: Int = 0, _ text: String) {
        self.init(characters.withUTF8Buffer { Array($0) }, at: position, text)
    }

    private static let known = [
        FileSignature([0x28, 0xb5, 0x2f, 0xfd], "zstd-compressed; decompress it first: zstd -d FILE"),
        FileSignature([0x04, 0x22, 0x4d, 0x18], "LZ4-compressed; decompress it first: lz4 -d FILE"),
        FileSignature([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz-compressed; decompress it first: xz -dk FILE"),
        FileSignature("BZh", "bzip2-compressed; decompress it first: bunzip2 -k FILE"),
        FileSignature([0x1f, 0x9d], "compressed with compress; decompress it first: uncompress FILE"),
        FileSignature("PK\u{3}\u{4}", "starts with 'PK', a zip archive; unpack it first"),
        FileSignature([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7-Zip archive; unpack it first"),
        FileSignature("Rar!", "a RAR archive; unpack it first"),
        FileSignature("ustar", at: 257, "a tar archive; unpack it first"),
        FileSignature([0x1f, 0x8b], "gzip inside gzip; decompress it once more: gunzip FILE"),
        FileSignature("GMBU", "a Network Monitor capture; convert it first: editcap FILE OUT.pcapng"),
        FileSignature("RTSS", "a Network Monitor capture; convert it first: editcap FILE OUT.pcapng"),
        FileSignature("btsnoop\0", "a Bluetooth capture (btsnoop)"),
        FileSignature("TRSNIFF data", "a Sniffer capture; convert it first: editcap FILE OUT.pcapng"),
        FileSignature("iptrace ", "an AIX iptrace capture; convert it first: editcap FILE OUT.pcapng"),
        FileSignature("FLV\u{1}", "an FLV recording; captures of the network traffic are read here"),
        FileSignature("ftyp", at: 4, "an MP4 file; captures of the network traffic are read here"),
        FileSignature([0x1a, 0x45, 0xdf, 0xa3], "a Matroska file; captures of the network traffic are read here"),
        FileSignature([0x7f, 0x45, 0x4c, 0x46], "a program (ELF)"),
        FileSignature("%PDF", "a PDF document"),
        FileSignature([0x89, 0x50, 0x4e, 0x47], "a PNG picture"),
    ]

    /// Bytes of a file that `explanation` can make use of.
    static let usefulCount = 512

    /// - Returns: words that fit behind "is not a capture file: ", empty where there is nothing to say.
    static func explanation(of start: UnsafeRawBufferPointer) -> String {
        for signature in known where signature.fits(start) { return signature.text }
        if start.allSatisfy({ $0 == 0 }) { return "its first \(start.count) bytes are zero" }
        if start.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || (0x09...0x0d).contains($0) || $0 >= 0x80 }),
            start.contains(where: { $0 < 0x80 })
        {
            return "it is text"
        }
        return ""
    }

    private func fits(_ start: UnsafeRawBufferPointer) -> Bool {
        start.count >= position + bytes.count && start[position..<position + bytes.count].elementsEqual(bytes)
    }
}
