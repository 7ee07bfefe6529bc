import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import Segments

/// What the dissector finds in a capture, by flow.
struct DissectedCapture {
    struct Flow {
        var client: String
        var serverPort: UInt16
        var isRTMP: Bool
        var handshakes: [HandshakeEvent] = []
        var clientMessages: [Message] = []
        var serverMessages: [Message] = []
    }

    var flows: [Flow] = []
    var totals = CaptureTotals()
    var format = ""
    var linkTypes: [String] = []
    /// Why the file could not be read to its end.
    var problem: CaptureError?

    init(_ file: URL) throws {
        var source = try CaptureFile(path: file.path)
        var flows: [Int: Flow] = [:]
        var dissector = Dissector()
        func note(_ event: Event) {
            switch event.body {
            case .flow(let opening):
                flows[event.flow] = Flow(
                    client: Self.text(opening.client), serverPort: opening.server.port,
                    isRTMP: opening.protocol == .rtmp)
            case .handshake(let handshake):
                flows[event.flow]?.handshakes.append(handshake)
            case .message(let message):
                if event.direction == .clientToServer {
                    flows[event.flow]?.clientMessages.append(message.message)
                } else {
                    flows[event.flow]?.serverMessages.append(message.message)
                }
            default: break
            }
        }
        do throws(CaptureError) {
            while try source.next({ packet, bytes in dissector.receive(packet, bytes, deliver: note) }) != nil {}
        } catch {
            problem = error
        }
        dissector.finish(deliver: note)
        self.flows = flows.sorted { $0.key < $1.key }.map(\.value)
        totals = dissector.totals
        format = source.format
        linkTypes = source.linkTypes.map(\.description)
    }

    /// As the lists write it.
    private static func text(_ endpoint: Endpoint) -> String {
        guard endpoint.address.isIPv6 else { return "\(endpoint)" }
        let digits = [endpoint.address.high, endpoint.address.low].map { value in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return "\(digits.joined()):\(endpoint.port)"
    }
}
