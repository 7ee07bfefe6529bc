import AMF
import Dissection
import RTMP

/// Two readings of a capture, message by message.
struct Comparison {
    /// What is not the same, each in one line; at most `limit` a direction.
    private(set) var differences: [String] = []
    /// Messages of the list.
    private(set) var messages = 0

    private static let limit = 3

    init(_ expected: [ExpectedFlow], _ dissected: DissectedCapture) {
        var unused = dissected.flows
        for flow in expected {
            // The same four-tuple used again gives flows in the order of their beginning.
            guard
                let place = unused.firstIndex(where: {
                    $0.client == flow.header.client && $0.serverPort == flow.header.server_port
                })
            else {
                differences.append("flow \(name(of: flow)) is missing")
                continue
            }
            let found = unused.remove(at: place)
            compare(flow, found)
        }
        for flow in unused where flow.isRTMP {
            differences.append("flow \(flow.client) → \(flow.serverPort) is not in the list")
        }
    }

    private func name(of flow: ExpectedFlow) -> String { "\(flow.header.client) → \(flow.header.server_port)" }

    private mutating func compare(_ expected: ExpectedFlow, _ found: DissectedCapture.Flow) {
        let header = expected.header
        let client = found.handshakes.first { $0.role == .client && $0.block != nil }?.block
        let server = found.handshakes.first { $0.role == .server && $0.block != nil }?.block
        // C0, or S0 where the capture has no C0.
        let versions = [HandshakeRole.client, .server].compactMap { role in
            found.handshakes.lazy.filter { $0.role == role }.compactMap(\.part.version).first
        }
        var notes: [String] = []
        note("handshake version", header.version, versions.first?.rawValue, &notes)
        note("schema of C1", header.c1, client?.digest?.schema, &notes)
        note("schema of S1", header.s1, server?.digest?.schema, &notes)
        note("version field of C1", header.c1ver, client.map { hex($0.peerVersion) } ?? "", &notes)
        note("version field of S1", header.s1ver, server.map { hex($0.peerVersion) } ?? "", &notes)
        if !notes.isEmpty { differences.append("flow \(name(of: expected)): \(notes.joined(separator: ", "))") }
        compare(
            expected.clientMessages, found.clientMessages, isClean: header.c_clean, "\(name(of: expected)) c")
        compare(
            expected.serverMessages, found.serverMessages, isClean: header.s_clean, "\(name(of: expected)) s")
    }

    private mutating func compare(
        _ expected: [ExpectedFlow.Message], _ found: [Message], isClean: Bool, _ place: String
    ) {
        messages += expected.count
        // The list is a floor where it stops at a hole.
        if found.count < expected.count || (isClean && found.count > expected.count) {
            differences.append("\(place): \(expected.count) messages in the list, \(found.count) found")
        }
        var shown = 0
        for (wanted, message) in zip(expected, found) {
            let notes = Self.notes(wanted, message)
            if notes.isEmpty { continue }
            differences.append("\(place) message \(wanted.n): \(notes.joined(separator: ", "))")
            shown += 1
            if shown == Self.limit { break }
        }
    }

    private static func notes(_ wanted: ExpectedFlow.Message, _ message: Message) -> [String] {
        let header = message.header
        var notes: [String] = []
        note("index", wanted.n, message.index, &notes)
        note("type", wanted.type, header.type.rawValue, &notes)
        note("csid", wanted.csid, header.chunkStreamID, &notes)
        note("fmt", wanted.fmt, header.format, &notes)
        note("timestamp", wanted.ts, header.timestamp, &notes)
        note("length", wanted.len, header.length, &notes)
        note("message stream", wanted.msid, header.messageStreamID, &notes)
        note("chunks", wanted.chunks, message.chunks, &notes)
        switch message.body {
        case .command(let command):
            note("name", wanted.name, command.name.string, &notes)
            note("transaction", wanted.txn, command.transactionID, &notes)
            note("code", wanted.code, command.status?.code, &notes)
        case .data(let data):
            note("name", wanted.name, data.name?.string, &notes)
        default:
            note("name", wanted.name, nil, &notes)
        }
        return notes
    }

    private static func note<Value: Equatable>(
        _ what: String, _ wanted: Value?, _ found: Value?, _ notes: inout [String]
    ) {
        if wanted == found { return }
        let texts = [wanted, found].map { $0.map { "\($0)" } ?? "none" }
        notes.append("\(what) \(texts[0]) in the list, \(texts[1]) found")
    }

    private func note<Value: Equatable>(
        _ what: String, _ wanted: Value?, _ found: Value?, _ notes: inout [String]
    ) {
        Self.note(what, wanted, found, &notes)
    }

    private func hex(_ value: UInt32) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }
}
