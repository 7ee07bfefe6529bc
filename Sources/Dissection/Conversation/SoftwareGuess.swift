import AMF
import RTMP

/// Names programs by the strings and constants they send.
enum SoftwareGuess {
    static func client(handshake: String?, flashVer: String?, encoder: String?) -> String? {
        if let encoder, let name = named(encoder) { return name }
        if let flashVer {
            if let name = named(flashVer) { return name }
        }
        return handshake ?? flashVer
    }

    static func server(handshake: String?, fmsVer: String?, data: AMFValue?) -> String? {
        if let server = data?["srs_server"]?.text { return server }
        return handshake ?? fmsVer
    }

    /// Programs that write their own name somewhere in the string: the part from there to the next space or bracket.
    private static func named(_ text: String) -> String? {
        for (mark, prefix) in [("Lavf", "ffmpeg "), ("obs-output", ""), ("SRS/", ""), ("GStreamer", ""), ("ngx", "")] {
            guard let start = text.ranges(of: mark).first?.lowerBound else { continue }
            return prefix + String(text[start...].prefix { $0 != ")" && $0 != ";" })
        }
        return nil
    }
}
