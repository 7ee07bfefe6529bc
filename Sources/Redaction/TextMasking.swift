import Segments

/// Masks the secret parts of a text in place, by what kind of text it is. Lengths stay, and so does the structure:
/// separators, names of query items, schemes.
struct TextMasking {
    var book: SecretBook
    /// Where addresses and hosts are masked as well.
    var addresses: AddressBook?

    /// Between the parts of a secret, which are masked one by one.
    private static func isSeparator(_ byte: UInt8) -> Bool { "?&=/:;,@ ".utf8.contains(byte) }

    /// Everything between separators.
    mutating func maskParts(_ bytes: inout [UInt8], _ range: Range<Int>, _ kind: SecretKind) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(where: Self.isSeparator) ?? range.upperBound
            if end > start { mask(&bytes, start..<end, kind) }
            start = end + 1
        }
    }

    private mutating func mask(_ bytes: inout [UInt8], _ range: Range<Int>, _ kind: SecretKind) {
        bytes.replaceSubrange(range, with: book.placeholder(for: bytes[range], kind))
    }

    // MARK: Names and URLs

    /// Of a stream: a path, for files behind `mp4:` and the like, and a query. Some put a whole URL there.
    mutating func maskStreamName(_ bytes: inout [UInt8], _ range: Range<Int>) {
        if let mark = Self.schemeEnd(bytes, range) {
            maskURL(&bytes, range, scheme: mark, pathIsName: true)
            return
        }
        let path = range.lowerBound..<(bytes[range].firstIndex(of: UInt8(ascii: "?")) ?? range.upperBound)
        var start = path.lowerBound
        if let colon = bytes[path].firstIndex(of: UInt8(ascii: ":")),
            Self.filePrefixes.contains(String(decoding: bytes[start..<colon], as: UTF8.self).lowercased())
        {
            start = colon + 1
        }
        maskParts(&bytes, start..<path.upperBound, .streamName)
        maskQuery(&bytes, path.upperBound..<range.upperBound)
    }

    private static let filePrefixes: Set<String> = ["mp4", "flv", "mp3", "id3", "raw", "f4v", "mov", "m4a", "smil"]

    /// Of `connect`: names an application, not a secret, but for what looks like a token and the query.
    mutating func maskApp(_ bytes: inout [UInt8], _ range: Range<Int>) {
        let path = range.lowerBound..<(bytes[range].firstIndex(of: UInt8(ascii: "?")) ?? range.upperBound)
        maskTokens(&bytes, path)
        maskQuery(&bytes, path.upperBound..<range.upperBound)
    }

    /// - Parameter app: The app of the same connect; what a path has beyond it names a stream.
    mutating func maskURL(_ bytes: inout [UInt8], _ range: Range<Int>, app: [UInt8]? = nil) {
        guard let mark = Self.schemeEnd(bytes, range) else { return maskApp(&bytes, range) }
        maskURL(&bytes, range, scheme: mark, app: app)
    }

    private mutating func maskURL(
        _ bytes: inout [UInt8], _ range: Range<Int>, scheme mark: Int, app: [UInt8]? = nil, pathIsName: Bool = false
    ) {
        let end = bytes[mark..<range.upperBound].firstIndex { "/?#".utf8.contains($0) } ?? range.upperBound
        var host = mark
        if let at = bytes[mark..<end].lastIndex(of: UInt8(ascii: "@")) {
            maskParts(&bytes, mark..<at, .login)
            host = at + 1
        }
        maskAuthority(&bytes, host..<end)
        let query = bytes[end..<range.upperBound].firstIndex(of: UInt8(ascii: "?")) ?? range.upperBound
        let path = min(end + 1, query)..<query
        let ownApp = (app ?? []).prefix { $0 != UInt8(ascii: "?") }
        if pathIsName {
            // An application, then the stream.
            let slash = bytes[path].firstIndex(of: UInt8(ascii: "/")) ?? path.lowerBound
            maskTokens(&bytes, path.lowerBound..<slash)
            maskParts(&bytes, slash..<path.upperBound, .streamName)
        } else if !ownApp.isEmpty, bytes[path].starts(with: ownApp), bytes[path].count > ownApp.count,
            bytes[path.lowerBound + ownApp.count] == UInt8(ascii: "/")
        {
            maskTokens(&bytes, path.lowerBound..<path.lowerBound + ownApp.count)
            maskParts(&bytes, path.lowerBound + ownApp.count..<path.upperBound, .streamName)
        } else {
            maskTokens(&bytes, path)
        }
        maskQuery(&bytes, query..<range.upperBound)
    }

    /// Position behind `://`.
    static func schemeEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")), colon > range.lowerBound,
            bytes[range.lowerBound..<colon].allSatisfy(isNameLetter), colon + 2 < range.upperBound,
            bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        return colon + 3
    }

    /// Segments of a path that machines made: long, letters and digits mixed.
    private mutating func maskTokens(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "/")) ?? range.upperBound
            let digits = bytes[start..<end].count { (0x30...0x39).contains($0) }
            if end - start >= 16, digits >= 4, !bytes[start..<end].contains(UInt8(ascii: ".")) {
                mask(&bytes, start..<end, .key)
            } else if let known = book.known(bytes[start..<end]), end - start >= SecretBook.sureLength {
                bytes.replaceSubrange(start..<end, with: known)
            }
            start = end + 1
        }
    }

    // MARK: Queries

    /// `?a=b&c=d`, with or without its mark. The values are secret, whatever their names.
    mutating func maskQuery(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex { "?&;".utf8.contains($0) } ?? range.upperBound
            maskItem(&bytes, start..<end, isQuery: true)
            start = end + 1
        }
    }

    /// - Parameter isQuery: All values are secret, not only those whose names say so.
    mutating func maskItem(_ bytes: inout [UInt8], _ range: Range<Int>, isQuery: Bool) {
        guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")) else {
            if isQuery { maskParts(&bytes, range, .key) }
            return
        }
        let name = String(decoding: bytes[range.lowerBound..<equals], as: UTF8.self).lowercased()
        let value = equals + 1..<range.upperBound
        if let kept = SecretNames.harmless[name] {
            if kept.isEmpty || kept.contains(String(decoding: bytes[value], as: UTF8.self)) { return }
        }
        if SecretNames.hosts.contains(name) {
            // Where the path goes on behind the query.
            let slash = bytes[value].firstIndex(of: UInt8(ascii: "/")) ?? value.upperBound
            maskAuthority(&bytes, value.lowerBound..<slash)
            maskParts(&bytes, slash..<value.upperBound, .streamName)
            return
        }
        let isLogin = SecretNames.login.contains(name)
        if isQuery || isLogin || SecretNames.isSecret(name) { maskParts(&bytes, value, isLogin ? .login : .key) }
    }

    static func isNameLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x2e: true
        default: false
        }
    }
}
