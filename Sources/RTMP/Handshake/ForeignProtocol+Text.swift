extension ForeignProtocol {
    private static let methods = [
        "GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "CONNECT", "PATCH", "TRACE", "PRI", "DESCRIBE", "ANNOUNCE",
        "SETUP", "PLAY", "PAUSE", "RECORD", "TEARDOWN", "GET_PARAMETER", "SET_PARAMETER", "REGISTER", "INVITE",
    ]

    /// Paths of RTMP tunnelled in HTTP.
    private static let tunnelPaths = ["/open/1", "/fcs/ident2", "/send/", "/idle/", "/close/"]

    /// Requests and responses of the HTTP family, and SSH's banner: all told by their first line.
    static func recogniseText(_ start: [UInt8], isDecided: Bool) -> TextRecognition {
        let openings = methods.lazy.map { $0 + " " }
        guard let opening = (["SSH-", "HTTP/", "RTSP/"] + openings).first(where: { startsWith(start, $0) }) else {
            return .foreign
        }
        guard start.count >= opening.utf8.count else { return isDecided ? .foreign : .undecided }
        let lineEnd = start.firstIndex(of: 0x0a)
        if lineEnd == nil && !isDecided { return .undecided }
        let line = withoutCarriageReturn(start[..<(lineEnd ?? start.count)])
        switch opening {
        case "SSH-":
            return .decided(ForeignProtocol(name: "ssh", detail: text(line)))
        case "RTSP/":
            return .decided(ForeignProtocol(name: "rtsp", detail: text(line)))
        default:
            break
        }
        let headers = Headers(start, from: (lineEnd ?? start.count) + 1)
        if !headers.isComplete && !isDecided { return .undecided }
        if opening == "HTTP/" {
            let isTunnel = headers["content-type"] == "application/x-fcs"
            return .decided(ForeignProtocol(name: isTunnel ? "rtmpt" : "http", detail: text(line)))
        }
        return .decided(request(line, headers: headers))
    }

    private static func request(_ line: ArraySlice<UInt8>, headers: Headers) -> ForeignProtocol {
        let words = line.split(separator: 0x20, maxSplits: 2)
        let method = words.first.map { text($0) } ?? ""
        let target = words.count > 1 ? words[1] : []
        let version = words.count > 2 ? text(words[2]) : ""
        // Keys stand in the query, and are nothing to name a protocol by.
        let path = target.prefix { $0 != 0x3f }
        var detail = "\(method) \(text(path))" + (path.count < target.count ? "?…" : "")
        var name = "http"
        if version.hasPrefix("RTSP/") || path.starts(with: "rtsp://".utf8) {
            name = "rtsp"
        } else if version.hasPrefix("SIP/") {
            name = "sip"
        } else if method == "POST" && tunnelPaths.contains(where: { path.starts(with: $0.utf8) }) {
            name = "rtmpt"
        }
        if let host = headers["host"] { detail += ", Host \(host)" }
        if headers["upgrade"]?.lowercased() == "websocket" { detail += ", WebSocket" }
        return ForeignProtocol(name: name, detail: detail, host: headers["host"])
    }

    private static func withoutCarriageReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == 0x0d ? line.dropLast() : line
    }

    /// The header lines of a request or response, as far as they are there.
    private struct Headers {
        /// The empty line that ends them is there.
        private(set) var isComplete = false
        private var lines: [ArraySlice<UInt8>] = []

        init(_ bytes: [UInt8], from position: Int) {
            var rest = bytes.dropFirst(position)
            while let end = rest.firstIndex(of: 0x0a) {
                let line = ForeignProtocol.withoutCarriageReturn(rest[..<end])
                rest = rest[(end + 1)...]
                if line.isEmpty {
                    isComplete = true
                    return
                }
                lines.append(line)
            }
        }

        /// The value of the first header of that name, given in lower case.
        subscript(name: String) -> String? {
            for line in lines {
                let parts = line.split(separator: 0x3a, maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0].count == name.utf8.count,
                    String(decoding: parts[0], as: UTF8.self).lowercased() == name
                else { continue }
                return ForeignProtocol.text(parts[1].drop { $0 == 0x20 || $0 == 0x09 })
            }
            return nil
        }
    }
}
