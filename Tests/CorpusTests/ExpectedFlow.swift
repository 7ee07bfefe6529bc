import Foundation

/// One connection as an independent decoder read it, from an `expected/` list.
struct ExpectedFlow {
    /// The `flow` line.
    struct Header: Decodable {
        var flow: Int
        /// `127.0.0.1:37714`; an IPv6 address is 32 hex digits without colons.
        var client: String
        var server_port: UInt16
        /// C0, or S0 where the capture has no C0.
        var version: UInt8?
        /// Schema of C1 and of S1 as SRS numbers it; `nil` for a simple handshake.
        var c1: Int?
        var s1: Int?
        /// The version fields of C1 and S1 in hex; empty where the capture does not have them.
        var c1ver: String
        var s1ver: String
        /// Whether all of the direction could be read.
        var c_clean: Bool
        var s_clean: Bool
    }

    /// A `msg` line.
    struct Message: Decodable {
        var flow: Int
        var dir: String
        var n: Int
        var type: UInt8
        var csid: Int
        var fmt: UInt8
        var ts: UInt32
        var len: Int
        var msid: UInt32
        var chunks: Int
        var name: String?
        var txn: Double?
        var code: String?
    }

    private struct Kind: Decodable {
        var kind: String
    }

    var header: Header
    var clientMessages: [Message] = []
    var serverMessages: [Message] = []

    /// The flows of a list, in its order.
    static func read(_ file: URL) throws -> [ExpectedFlow] {
        var flows: [ExpectedFlow] = []
        var places: [Int: Int] = [:]
        let decoder = JSONDecoder()
        for line in try Data(contentsOf: file).split(separator: 0x0a) {
            switch try decoder.decode(Kind.self, from: line).kind {
            case "flow":
                let header = try decoder.decode(Header.self, from: line)
                places[header.flow] = flows.count
                flows.append(ExpectedFlow(header: header))
            case "msg":
                let message = try decoder.decode(Message.self, from: line)
                guard let place = places[message.flow] else { throw CocoaError(.coderReadCorrupt) }
                if message.dir == "c" {
                    flows[place].clientMessages.append(message)
                } else {
                    flows[place].serverMessages.append(message)
                }
            default: throw CocoaError(.coderReadCorrupt)
            }
        }
        return flows
    }
}
