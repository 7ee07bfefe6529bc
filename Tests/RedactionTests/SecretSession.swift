import Segments
import TestSupport

/// A publisher with secrets of all kinds, on a network that repeats, cuts and shuffles.
struct SecretSession {
    let name: String
    let token: String
    let user: String
    let password: String
    let salt: String
    var records: [CaptureBuilder.Record] = []

    private static let letters = Array("abcdefghijkmpqrstuvwyzABCDEFGHJKLMNPQRSTUVWYZ23456789-_")

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func word(_ range: ClosedRange<Int>) -> String {
            String((0..<random.integer(range)).map { _ in random.one(of: Self.letters) })
        }
        name = word(6...60)
        token = word(12...300)
        user = word(5...20)
        password = word(8...20)
        salt = word(8...32)
        var connection = BuiltConnection()
        connection.chunks[0].chunkSizeChanged(to: 128)
        let maximum = random.integer(7...400)
        write(&connection, isAMF3: random.chance(30), maximum: maximum)
        records = connection.records
        disturb(&random)
    }

    private func write(_ connection: inout BuiltConnection, isAMF3: Bool, maximum: Int) {
        connection.handshake()
        let app = "live?authmod=adobe&user=\(user)&response=\(salt)=="
        connection.connect([
            ("app", .string(app)),
            ("tcUrl", .string("rtmp://\(user):\(password)@media.example.org:1935/\(app)")),
            ("pageUrl", .string("https://media.example.org/watch?session=\(token)")),
            ("flashVer", .string("FMLE/3.0")),
        ])
        connection.command(
            .server, "_error", 9,
            [
                .null,
                .object([
                    ("level", .string("error")), ("code", .string("NetConnection.Connect.Rejected")),
                    (
                        "description",
                        .string("[ authmod=adobe ] : ?reason=needauth&user=\(user)&salt=\(salt)&opaque=\(token)")
                    ),
                ]),
            ])
        connection.command(.client, "releaseStream", 4, [.null, .string(name)])
        connection.command(.client, "FCPublish", 5, [.null, .string(name)])
        let values: [AMF0Bytes] = [
            .string("publish"), .number(6), .null, .string("\(name)?token=\(token)&e=1"), .string("live"),
        ]
        connection.message(.client, type: isAMF3 ? 17 : 20, stream: 1, (isAMF3 ? [0] : []) + AMF0Bytes.all(values))
        connection.command(
            .server, "onStatus", 0,
            [
                .null,
                .object([
                    ("level", .string("status")), ("code", .string("NetStream.Publish.Start")),
                    ("description", .string("/live/\(name) is now published.")), ("details", .string(name)),
                ]),
            ], stream: 1)
        connection.data(
            .client,
            [
                .string("@setDataFrame"), .string("onMetaData"),
                .object([("width", .number(640)), ("title", .string("by \(name)")), ("encoder", .string("Lavf59"))]),
            ])
        connection.message(.client, type: 99, Array("what is this \(token)".utf8))
        connection.message(.client, type: 9, stream: 1, [0x27, 1, 0, 0, 0] + Array(repeating: 0x55, count: 700))
        connection.command(.client, "FCUnpublish", 7, [.null, .string(name)])
        // Not all of it comes.
        connection.chunks[0].append([3, 0, 0, 0, 0, 2, 0, 20, 0, 0, 0, 0, 2, 0, 7] + Array("publish".utf8))
        connection.chunks[0].append(Array(name.utf8))
        connection.flush(.client)
        connection.close(.client)
        connection.close(.server)
    }

    /// Packets that come twice, in parts, and late.
    private mutating func disturb(_ random: inout SeededGenerator) {
        var result: [CaptureBuilder.Record] = []
        for (index, record) in records.enumerated() {
            result.append(record)
            if index > 3, random.chance(15) { result.append(record) }
            if index > 3, result.count > 6, random.chance(10) { result.swapAt(result.count - 1, result.count - 2) }
        }
        // Times go on whatever the order.
        let times = records.map(\.time)
        for index in result.indices {
            result[index].time = (times.first ?? 0) + Int64(index) * 500_000
        }
        records = result
    }

    var secrets: [String] { [name, token, user, password, salt] }
}
