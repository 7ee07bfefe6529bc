import Foundation
import Packets
import Segments
import TestSupport
import Testing

/// Every bound has an option, and whoever reaches it is told so.
struct LimitTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var option: [String]
        /// In the report with the option; not in that without it.
        var told: String
        var records: [CaptureBuilder.Record]

        var testDescription: String { option.joined(separator: " ") }
    }

    static let cases = [
        Case(
            option: ["--max-flows", "1"], told: "put aside to make room for newer ones (--max-flows)", records: twoFlows
        ),
        Case(
            option: ["--max-out-of-order", "300"], told: "too much was waiting behind them",
            records: hole(packets: 9)),
        Case(
            option: ["--max-out-of-order-segments", "3"], told: "too much was waiting behind them",
            records: hole(packets: 9)),
        Case(
            option: ["--max-out-of-order-in-all", "400"], told: "too much was waiting behind them",
            records: hole(packets: 9)),
        Case(
            option: ["--max-fragments", "600"], told: "given up to make room (--max-fragments)", records: fragments),
        Case(
            option: ["--max-message", "64"], told: "decoded from its beginning only (limit)",
            records: commands { $0.command(.client, "connect", 1, [.object([("app", long), ("tcUrl", long)])]) }),
        Case(
            option: ["--max-unfinished", "100"], told: "decoded from its beginning only (limit)",
            records: commands { $0.command(.client, "connect", 1, [.object([("app", long), ("tcUrl", long)])]) }),
        Case(
            option: ["--max-chunk-streams", "2"], told: "more than 2 chunk streams",
            records: commands { connection in
                for id in 3...6 { connection.message(.client, type: 8, csid: id, stream: 1, [0xaf, 1, 2, 3]) }
            }),
        Case(
            option: ["--max-amf-depth", "2"], told: "AMF nesting depth",
            records: commands { $0.data(.client, [.object([("a", .object([("b", .object([]))]))])]) }),
        Case(
            option: ["--max-amf-values", "6"], told: "number of AMF values",
            records: commands { $0.data(.client, (0..<9).map { .number(Double($0)) }) }),
        Case(
            option: ["--max-amf-text", "10"], told: "text behind AMF references",
            records: commands { connection in
                // AMF3: an array of three strings, of which two refer to the first.
                connection.message(
                    .client, type: 17,
                    [0, 2, 0, 1, 0x63, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x09, 0x07, 0x01]
                        + [0x06, 0x0f] + Array("western".utf8) + [0x06, 0, 0x06, 0])
            }),
        Case(
            option: ["--max-calls", "2"], told: "calls forgotten: too many at once",
            records: commands { connection in
                for id in 2...9 { connection.command(.client, "createStream", Double(id)) }
            }),
        Case(
            option: ["--max-held-in-all", "500"], told: "not recognised: too much was held of such flows",
            records: undecided),
        Case(
            option: ["--idle-time", "5"], told: "silent until the idle time was over",
            records: commands { connection in
                connection.command(.client, "createStream", 2)
                connection.wait(milliseconds: 20_000)
                connection.command(.client, "createStream", 3)
            }),
    ]

    @Test("a bound that is reached is told, and an option moves it", arguments: cases)
    func reached(limit: Case) throws {
        let scratch = try Scratch()
        let capture = try scratch.write("limit.pcap", CaptureBuilder.pcap(limit.records)).path
        let with = try CommandRun(["--width", "200"] + limit.option + [capture])
        #expect(with.status == 0)
        #expect(with.text.contains(limit.told), "\(with.text)")
        let without = try CommandRun(["--width", "200", capture])
        #expect(!without.text.contains(limit.told), "\(without.text)")
    }

    @Test("what is held of a flow before it is recognised is bounded, where its beginning was captured and where not")
    func held() throws {
        let scratch = try Scratch()
        // A proxy's line, then the handshake: recognised once all of it is there.
        var late = BuiltConnection(server: Endpoint(address: Address(ipv4: 7), port: 9999))
        late.send(.client, Array("PROXY TCP4 192.0.2.1 198.51.100.7 56324 1935\r\n".utf8) + [3])
        late.send(.client, SimpleHandshake.block, maximum: 100)
        late.send(.server, SimpleHandshake.side)
        var middle = BuiltConnection(server: Endpoint(address: Address(ipv4: 7), port: 9999), opened: false)
        for id in 0..<40 { middle.command(.client, "createStream", Double(id + 2)) }
        middle.close(.client)
        for (option, records) in [("--max-held", late.records), ("--max-held-midstream", middle.records)] {
            let capture = try scratch.write("held.pcap", CaptureBuilder.pcap(records)).path
            #expect(try CommandRun(["--summary", capture]).text.contains("1 RTMP flow"), "\(option)")
            let bounded = try CommandRun(["--summary", option, "200", capture]).text
            #expect(bounded.contains("0 RTMP flows  1 other TCP flow (1 unknown)"), "\(option): \(bounded)")
        }
    }

    @Test("a lost chunk boundary is searched in as many bytes as an option says")
    func search() throws {
        let scratch = try Scratch()
        var random = SeededGenerator(seed: 1)
        var connection = BuiltConnection()
        connection.handshake()
        connection.connect()
        // fmt 2 on a chunk stream without a header, bytes without sense, and many messages behind them.
        connection.send(.client, [0x90] + random.bytes(9000))
        for id in 0..<60 { connection.command(.client, "createStream", Double(id + 9)) }
        let capture = try scratch.write("lost.pcap", CaptureBuilder.pcap(connection.records)).path
        for option in [[], ["--max-search", "1k"]] {
            let run = try CommandRun(["--format", "jsonl"] + option + [capture])
            let found = try run.events().filter { $0["event"] as? String == "resynchronized" }
            #expect(found.map { $0["skipped"] as? Int } == [9001], "\(option)")
        }
    }

    // MARK: Captures

    private static let long = AMF0Bytes.string(String(repeating: "x", count: 200))

    private static func commands(_ write: (inout BuiltConnection) -> Void) -> [CaptureBuilder.Record] {
        var connection = BuiltConnection()
        connection.handshake()
        write(&connection)
        connection.close(.client)
        connection.close(.server)
        return connection.records
    }

    private static let twoFlows: [CaptureBuilder.Record] = {
        let first = commands { $0.connect() }
        var second = BuiltConnection(
            client: Endpoint(address: Address(ipv4: 9), port: 1000), time: 1_700_000_000_000_500_000)
        second.handshake()
        return (first + second.records).sorted { $0.time < $1.time }
    }()

    /// A packet is missing, and others wait behind it.
    private static func hole(packets: Int) -> [CaptureBuilder.Record] {
        commands { connection in
            connection.connect()
            connection.lose(.client, count: 100)
            for _ in 0..<packets {
                connection.message(.client, type: 9, stream: 1, [0x27, 1, 0, 0, 0] + [UInt8](repeating: 7, count: 90))
            }
        }
    }

    /// First fragments of datagrams whose rest never comes.
    private static let fragments: [CaptureBuilder.Record] = (0..<9).map { number in
        let packet = PacketBuilder.ipv4(
            6, from: Address(ipv4: 1), to: Address(ipv4: 2), identification: UInt16(number), moreFragments: true,
            [UInt8](repeating: 0, count: 80))
        return CaptureBuilder.Record(PacketBuilder.ethernet(0x0800, packet), at: Int64(number) * 1_000_000)
    }

    /// Flows of which too little has come to say what they speak.
    private static let undecided: [CaptureBuilder.Record] = (0..<12).flatMap { number in
        var connection = BuiltConnection(
            client: Endpoint(address: Address(ipv4: 9), port: UInt16(1000 + number)),
            server: Endpoint(address: Address(ipv4: 7), port: 9999),
            time: 1_700_000_000_000_000_000 + Int64(number) * 10_000_000)
        connection.send(.client, [3, 0, 0, 0, 1])
        return connection.records
    }
}
