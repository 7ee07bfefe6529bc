import Dissection
import Packets

/// The public contract of the JSON output; `Schema/rtmp-dissect.schema.json` describes it.
public enum JSONContract {
    /// Changes with the meaning or the absence of a field; additions leave the first number.
    public static let version = "1.0"
}

extension JSONWriter {
    /// The `capture` event: with what is known before the first packet, and again with all of it (`totals`).
    mutating func capture(_ capture: CaptureDescription, totals: CaptureTotals?) {
        object { json in
            json.key("event")
            json.string("capture")
            json.key("schema_version")
            json.string(JSONContract.version)
            json.key("file")
            json.string(capture.file)
            json.key("format")
            json.string(capture.format)
            json.key("link_types")
            json.array { json in capture.linkTypes.forEach { json.string("\($0)") } }
            json.key("snapshot_length")
            if let length = capture.snapshotLength { json.integer(length) } else { json.null() }
            if let totals {
                json.counts(totals)
                json.key("problems")
                json.array { json in capture.problems.forEach { json.string($0) } }
            }
        }
    }

    /// The `summary` event, over all captures of a run.
    mutating func summary(_ captures: [CaptureTotals]) {
        object { json in
            json.key("event")
            json.string("summary")
            json.key("captures")
            json.integer(captures.count)
            json.key("packets")
            json.integer(captures.reduce(0) { $0 + $1.packets })
            json.key("bytes")
            json.integer(captures.reduce(0) { $0 + $1.bytes })
            json.key("rtmp_flows")
            json.integer(captures.reduce(0) { $0 + $1.rtmpFlows })
            json.key("other_flows")
            json.object { json in
                let all = captures.reduce(into: [:]) { $0.merge($1.otherFlows, uniquingKeysWith: +) }
                for (name, count) in all.sorted(by: { $0.key < $1.key }) {
                    json.key(name)
                    json.integer(count)
                }
            }
        }
    }

    private mutating func counts(_ totals: CaptureTotals) {
        key("packets")
        integer(totals.packets)
        key("bytes")
        integer(totals.bytes)
        key("tcp_segments")
        integer(totals.tcpSegments)
        key("first_time")
        if let time = totals.firstTime { self.time(time) } else { null() }
        key("last_time")
        if let time = totals.lastTime { self.time(time) } else { null() }
        if !totals.unknownLinkTypes.isEmpty {
            key("unknown_link_types")
            object { json in
                for (type, count) in totals.unknownLinkTypes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    json.key("\(type.rawValue)")
                    json.integer(count)
                }
            }
        }
        if totals.clockJumpsBack > 0 {
            key("clock_jumps_back")
            integer(totals.clockJumpsBack)
        }
        if totals.malformedPackets > 0 {
            key("malformed_packets")
            integer(totals.malformedPackets)
        }
        if totals.cutBytes > 0 {
            key("cut_packets")
            integer(totals.cutPackets)
            key("cut_bytes")
            integer(totals.cutBytes)
        }
        let condition = totals.condition
        let counts = [
            ("one_sided_flows", condition.oneSidedFlows), ("midstream_flows", condition.midstreamFlows),
            ("encrypted_flows", condition.encryptedFlows), ("missing_bytes", condition.missingBytes),
            ("holes", condition.holes), ("duplicated_packets", condition.duplicatedPackets),
            ("damaged_packets", condition.damagedSegments), ("evicted_flows", totals.limits.evictedFlows),
            ("unrecognised_flows", totals.limits.unrecognisedFlows),
            ("forgotten_calls", totals.limits.forgottenCalls),
            ("evicted_datagrams", totals.limits.evictedDatagrams),
            ("incomplete_datagrams", totals.limits.incompleteDatagrams),
        ]
        for (name, count) in counts where count > 0 {
            key(name)
            integer(count)
        }
    }
}
