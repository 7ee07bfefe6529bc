import RTMP
import Testing

@Suite("Streams that are not RTMP")
struct HandshakeForeignProtocolTests {
    private func recognise(_ bytes: [UInt8], isEnded: Bool = false) -> ForeignProtocol? {
        ForeignProtocol.recognise(bytes.span.bytes, isEnded: isEnded)
    }

    private func recognise(_ text: String, isEnded: Bool = false) -> ForeignProtocol? {
        recognise([UInt8](text.utf8), isEnded: isEnded)
    }

    // MARK: TLS

    private static func u16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }

    private static func fieldOf(_ type: Int, _ body: [UInt8]) -> [UInt8] { u16(type) + u16(body.count) + body }

    /// A record around a handshake message.
    private static func record(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        let message = [type, 0] + u16(body.count) + body
        return [0x16, 3, 1] + u16(message.count) + message
    }

    private static func clientHello(name: String?, protocols: [String], versions: [Int]) -> [UInt8] {
        var extensions: [UInt8] = []
        if let name {
            let entry = [0] + u16(name.utf8.count) + Array(name.utf8)
            extensions += fieldOf(0, u16(entry.count) + entry)
        }
        extensions += fieldOf(0x0a0a, [])
        if !protocols.isEmpty {
            let list = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            extensions += fieldOf(16, u16(list.count) + list)
        }
        if !versions.isEmpty { extensions += fieldOf(43, [UInt8(versions.count * 2)] + versions.flatMap(u16)) }
        let random = [UInt8](repeating: 0xab, count: 32)
        let session: [UInt8] = [4, 1, 2, 3, 4]
        return record(
            1, [3, 3] + random + session + [0, 4, 0x13, 0x01, 0xc0, 0x2f, 1, 0] + u16(extensions.count) + extensions)
    }

    @Test("a ClientHello tells its host, its protocols and its highest version, once it is whole")
    func clientHello() {
        let hello = Self.clientHello(
            name: "live.example.com", protocols: ["h2", "http/1.1"], versions: [0x3a3a, 0x0304, 0x0303])
        let expected = ForeignProtocol(
            name: "tls", detail: "ClientHello, SNI live.example.com, ALPN h2 http/1.1, up to TLS 1.3",
            host: "live.example.com")
        #expect(recognise(hello) == expected)
        #expect(recognise(hello + [0x14, 3, 3, 0, 1, 1]) == expected)
        for count in 0..<hello.count {
            #expect(recognise(Array(hello.prefix(count))) == nil, "\(count) bytes")
            let ended = recognise(Array(hello.prefix(count)), isEnded: true)
            #expect(ended?.name == (count == 0 ? nil : count < 3 ? "unknown" : "tls"), "\(count) bytes")
        }
    }

    @Test("a ClientHello without extensions offers the version of its header")
    func oldClientHello() {
        let body = [3, 1] + [UInt8](repeating: 1, count: 32) + [0, 0, 2, 0, 0x2f, 1, 0]
        #expect(recognise(Self.record(1, body))?.detail == "ClientHello, up to TLS 1.0")
    }

    @Test("a ClientHello in two records is read through")
    func splitClientHello() {
        let hello = Self.clientHello(name: "a.example", protocols: [], versions: [0x0304])
        let message = Array(hello.dropFirst(5))
        let split =
            [0x16, 3, 1] + Self.u16(20) + message.prefix(20) + [0x16, 3, 1] + Self.u16(message.count - 20)
            + message.dropFirst(20)
        #expect(recognise(split) == recognise(hello))
        #expect(recognise(split)?.host == "a.example")
    }

    @Test("a ClientHello longer than is looked at tells what stands before the cut")
    func longClientHello() {
        var hello = Self.clientHello(name: "a.example", protocols: ["h2"], versions: [])
        // The record and message say 4000 bytes; extension bytes follow that are cut.
        hello.replaceSubrange(3..<5, with: Self.u16(4004))
        hello.replaceSubrange(6..<9, with: [0] + Self.u16(4000))
        hello.replaceSubrange(52..<54, with: Self.u16(3900))
        hello += [0xff, 0x01, 0x10, 0x00] + [UInt8](repeating: 0, count: 3000)
        #expect(recognise(Array(hello.prefix(2047))) == nil)
        #expect(recognise(hello)?.detail.hasPrefix("ClientHello, SNI a.example, ALPN h2") == true)
    }

    @Test("a ServerHello tells what was chosen")
    func serverHello() {
        let extensions = Self.fieldOf(43, [3, 4])
        let body =
            [3, 3] + [UInt8](repeating: 2, count: 32) + [0, 0x13, 0x02, 0] + Self.u16(extensions.count)
            + extensions
        #expect(recognise(Self.record(2, body))?.detail == "ServerHello, TLS 1.3, cipher suite 1302")
    }

    @Test("alerts and data are named")
    func otherRecords() {
        #expect(recognise([0x15, 3, 3, 0, 2, 2, 40])?.detail == "alert, fatal: handshake_failure")
        #expect(recognise([0x15, 3, 3, 0, 2, 2]) == nil)
        #expect(recognise([0x15, 3, 3, 0, 19, 1, 2, 3])?.detail == "enciphered alert")
        #expect(recognise([0x17, 3, 3, 0, 40, 9])?.detail == "application data")
        #expect(recognise([0x16, 5])?.name == "unknown")
    }

    // MARK: Text

    @Test(
        "requests and responses are named by their first line",
        arguments: [
            (
                "GET /live/a.flv?key=secret HTTP/1.1\r\nHost: cdn.example\r\n\r\n", "http",
                "GET /live/a.flv?…, Host cdn.example"
            ),
            ("POST /open/1 HTTP/1.1\r\nHost: h:80\r\n\r\n\0", "rtmpt", "POST /open/1, Host h:80"),
            ("POST /fcs/ident2 HTTP/1.1\r\n\r\n", "rtmpt", "POST /fcs/ident2"),
            ("POST /send/17/0 HTTP/1.1\r\n\r\n", "rtmpt", "POST /send/17/0"),
            ("POST /idle/17/1 HTTP/1.1\r\n\r\n", "rtmpt", "POST /idle/17/1"),
            ("POST /close/17/2 HTTP/1.1\r\n\r\n", "rtmpt", "POST /close/17/2"),
            ("GET /open/1 HTTP/1.1\r\n\r\n", "http", "GET /open/1"),
            ("GET /ws HTTP/1.1\r\nUPGRADE: WebSocket\r\n\r\n", "http", "GET /ws, WebSocket"),
            ("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "http", "HTTP/1.1 400 Bad Request"),
            ("HTTP/1.1 200 OK\r\nContent-type: application/x-fcs\r\n\r\n", "rtmpt", "HTTP/1.1 200 OK"),
            ("DESCRIBE rtsp://h/s RTSP/1.0\r\nCSeq: 1\r\n\r\n", "rtsp", "DESCRIBE rtsp://h/s"),
            ("OPTIONS * RTSP/1.0\r\n\r\n", "rtsp", "OPTIONS *"),
            ("OPTIONS sip:nm SIP/2.0\r\n\r\n", "sip", "OPTIONS sip:nm"),
            ("RTSP/1.0 200 OK\r\n", "rtsp", "RTSP/1.0 200 OK"),
            ("SSH-2.0-OpenSSH_9.6\r\n", "ssh", "SSH-2.0-OpenSSH_9.6"),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http", "PRI *"),
        ])
    func firstLines(bytes: String, name: String, detail: String) {
        let found = recognise(bytes)
        #expect(found?.name == name)
        #expect(found?.detail == detail)
        // Cut anywhere there is no answer or the same one.
        for count in 0..<bytes.utf8.count {
            let cut = recognise(Array(bytes.utf8.prefix(count)))
            #expect(cut == nil || cut == found, "\(count) bytes")
        }
    }

    @Test("a request that ends early is named all the same")
    func endedEarly() {
        #expect(recognise("GET / HTTP/1.0") == nil)
        #expect(recognise("GET / HTTP/1.0", isEnded: true)?.detail == "GET /")
        #expect(recognise("GET", isEnded: true)?.name == "unknown")
        #expect(recognise("GET /" + String(repeating: "a", count: 5000))?.name == "http")
        #expect((recognise("GET /" + String(repeating: "a", count: 5000))?.detail.count ?? 999) < 140)
    }

    // MARK: Others

    @Test("files and scans are named")
    func others() {
        #expect(recognise([0x46, 0x4c, 0x56, 0x01, 0x05])?.name == "flv")
        #expect(recognise([0x46, 0x4c]) == nil)
        let packet = [0x47, 0x40, 0x11, 0x10] + [UInt8](repeating: 0xff, count: 184)
        #expect(recognise(packet) == nil)
        #expect(recognise(packet + packet)?.name == "mpegts")
        #expect(recognise(packet + [0])?.name == "unknown")
        // TPKT 03 00 length, X.224 connection request E0, cookie.
        let scan = [3, 0, 0, 0x2f, 0x2a, 0xe0, 0, 0, 0, 0, 0] + Array("Cookie: mstshash=hello\r\n".utf8)
        #expect(recognise(scan)?.name == "rdp")
        #expect(recognise([0x0c, 0xff]) == ForeignProtocol(name: "unknown", detail: "begins 0c ff"))
        #expect(recognise([UInt8]()) == nil)
    }

    @Test("a changed byte never does harm")
    func mutated() {
        let hello = Self.clientHello(name: "a.example", protocols: ["h2"], versions: [0x0304])
        for position in hello.indices {
            for value in [0x00, 0x01, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = hello
                bytes[position] = value
                #expect(recognise(bytes, isEnded: true) != nil)
            }
        }
    }
}
