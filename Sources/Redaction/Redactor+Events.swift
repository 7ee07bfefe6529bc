import Dissection
import RTMP
import Segments

/// What events tell beside messages: who speaks with whom. Messages are masked before they become events.
extension Redactor {
    /// The event as it may be seen.
    public func redact(_ event: Event) -> Event {
        switch event.body {
        case .flow(let opening):
            var event = event
            event.body = .flow(redact(opening))
            return event
        case .flowEnd(var end):
            var event = event
            end.opening = redact(end.opening)
            event.body = .flowEnd(end)
            return event
        default:
            return event
        }
    }

    /// The totals as they may be seen.
    public func redact(_ totals: CaptureTotals) -> CaptureTotals {
        var totals = totals
        for index in totals.otherExamples.indices {
            let example = totals.otherExamples[index]
            totals.otherExamples[index].initiator = redact(example.initiator)
            totals.otherExamples[index].responder = redact(example.responder)
            totals.otherExamples[index].detail = redact(detail: example.detail, of: example.name)
        }
        return totals
    }

    private func redact(_ opening: FlowOpening) -> FlowOpening {
        var opening = opening
        opening.client = redact(opening.client)
        opening.server = redact(opening.server)
        opening.detail = opening.detail.map { redact(detail: $0, of: opening.protocol.name) }
        return opening
    }

    private func redact(_ endpoint: Endpoint) -> Endpoint {
        withMasking { masking in
            Endpoint(
                address: masking.addresses?.placeholder(for: endpoint.address) ?? endpoint.address,
                port: endpoint.port)
        }
    }

    /// A TLS server name, or a request line with its host: paths name streams, but those of RTMP in HTTP do not.
    private func redact(detail: String, of protocolName: String) -> String {
        withMasking { masking in
            var bytes = Array(detail.utf8)
            let mark = detail.utf8.ranges(of: ", Host ".utf8).first
            let hostStart = mark.map { detail.utf8.distance(from: detail.startIndex, to: $0.upperBound) }
            let lineEnd = mark.map { detail.utf8.distance(from: detail.startIndex, to: $0.lowerBound) } ?? bytes.count
            if protocolName == "http" || protocolName == "rtsp",
                let space = bytes[..<lineEnd].firstIndex(of: UInt8(ascii: " ")), bytes[0] != UInt8(ascii: "H")
            {
                masking.maskStreamName(&bytes, space + 1..<lineEnd)
            }
            if let hostStart {
                let end = bytes[hostStart...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
                masking.maskAuthority(&bytes, hostStart..<end)
            } else if protocolName == "tls" {
                masking.maskAuthority(&bytes, 0..<bytes.count)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
