/// Guesses at the software behind a C1 or S1, from constants that programs leave in it. Guesses: programs copy each
/// other's constants, so the words name the best known and the newest evidence goes first.
public enum HandshakeFingerprint {
    /// Evidence in one block, from the surest to the weakest.
    private enum Evidence: Sendable {
        /// This text stands anywhere in the filler; with `version`, the text goes on with a version up to a letter
        /// that cannot be part of one, and the guess ends with it.
        case text(String, version: Bool)
        /// The filler at byte 8 begins so.
        case filler([UInt8])
        /// Bytes 4 to 7.
        case version(UInt32)
        case fact(@Sendable (HandshakeBlock) -> Bool)
    }

    private struct Row: Sendable {
        var role: HandshakeRole?
        var evidence: Evidence
        var guess: String
    }

    private static let rows: [Row] = [
        // A copy of the client's block carries the client's constants: it must be known first.
        Row(role: .server, evidence: .fact { $0.copiesPeer == true }, guess: "nginx-rtmp"),
        Row(evidence: .text("SRS(", version: true), guess: "SRS"),
        Row(evidence: .text("handshake gen by lal ", version: true), guess: "lal"),
        Row(evidence: .text("C++ RTMP Media Server (www.rtmpd.com)", version: false), guess: "crtmpserver"),
        Row(evidence: .fact(\.isFFmpegConstant), guess: "FFmpeg"),
        // The generator of FFmpeg with its fixed seed; with RTMPE a key and a digest come into the constant packet.
        Row(
            role: .client, evidence: .filler([0xf7, 0x78, 0x55, 0x1e, 0xce, 0xab, 0x8e, 0x1e]), guess: "FFmpeg"),
        // rand() without a seed, as 32-bit words: glibc begins 1804289383, 846930886; Microsoft's 41, 18467.
        Row(evidence: .filler([0x67, 0x45, 0x8b, 0x6b, 0xc6, 0x23, 0x7b, 0x32]), guess: "librtmp"),
        Row(evidence: .filler([0x29, 0x00, 0x00, 0x00, 0x23, 0x48, 0x00, 0x00]), guess: "librtmp (Windows)"),
        Row(role: .client, evidence: .version(0x0900_7c02), guess: "FFmpeg or modelled on it"),
        Row(role: .client, evidence: .version(0x0a00_2d02), guess: "librtmp with SWF verification"),
        Row(role: .client, evidence: .version(0x8000_0302), guess: "librtmp with RTMPE"),
        Row(role: .client, evidence: .version(0x8000_0702), guess: "Flash Player or modelled on it"),
        Row(role: .client, evidence: .version(0x0c00_0d0e), guess: "nginx-rtmp relay or modelled on it"),
        Row(role: .server, evidence: .version(0x0d0e_0a0d), guess: "nginx-rtmp or modelled on it"),
        Row(role: .server, evidence: .version(0x0100_0504), guess: "SRS"),
        Row(role: .server, evidence: .version(0x0405_0001), guess: "Flash Media Server or modelled on it"),
        Row(role: .server, evidence: .version(0x0305_0101), guess: "librtmp's rtmpsrv"),
        Row(role: .server, evidence: .version(0x0102_0304), guess: "Node-Media-Server"),
        Row(role: .server, evidence: .fact { $0.carriesPeerTime == true }, guess: "SRS or modelled on it"),
        Row(
            role: .server, evidence: .fact { $0.repeatsPeerTime == true && $0.peerVersion == 0 },
            guess: "FFmpeg, listening"),
    ]

    /// What wrote the block: "SRS 7.0.18", "FFmpeg", "nginx-rtmp"; `nil` if nothing in it is known.
    ///
    /// - Parameter packet: the 1536 bytes that `block` was read from.
    public static func guess(_ block: HandshakeBlock, packet: [UInt8]) -> String? {
        guard packet.count == HandshakeBlock.byteCount else { return nil }
        for row in rows where row.role == nil || row.role == block.role {
            switch row.evidence {
            case .text(let text, let hasVersion):
                guard let end = position(behind: Array(text.utf8), in: packet) else { continue }
                let version = hasVersion ? versionText(packet[end...]) : ""
                return version.isEmpty ? row.guess : "\(row.guess) \(version)"
            case .filler(let bytes):
                if packet[8...].starts(with: bytes) { return row.guess }
            case .version(let number):
                if block.peerVersion == number { return row.guess }
            case .fact(let holds):
                if holds(block) { return row.guess }
            }
        }
        return nil
    }

    /// Where the first occurrence of `text` behind the version ends.
    private static func position(behind text: [UInt8], in packet: [UInt8]) -> Int? {
        guard let first = text.first else { return nil }
        var start = 8
        while let found = packet[start...].firstIndex(of: first), found + text.count <= packet.count {
            if packet[found..<found + text.count].elementsEqual(text) { return found + text.count }
            start = found + 1
        }
        return nil
    }

    /// "7.0.18", "v0.37.4": digits, points and letters, at most 16.
    private static func versionText(_ bytes: ArraySlice<UInt8>) -> String {
        let letters = bytes.prefix(16).prefix { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e: true
            default: false
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
