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
            json.text("event", "capture")
            json.text("schema_version", JSONContract.version)
            json.text("file", capture.file)
            json.text("format", capture.format)
            json.array("link_types") { json in capture.linkTypes.forEach { json.string("\($0)") } }
            json.key("snapshot_length")
            if let length = capture.snapshotLength { json.integer(length) } else { json.null() }
            if let totals {
                json.counts(totals)
                json.array("problems") { json in capture.problems.forEach { json.string($0) } }
            }
        }
    }

    /// The `summary` event, over all captures of a run.
    mutating func summary(_ captures: [CaptureTotals]) {
        object { json in
            json.text("event", "summary")
            json.integer("captures", captures.count)
            json.integer("packets", captures.reduce(0) { $0 + $1.packets })
            json.integer("bytes", captures.reduce(0) { $0 + $1.bytes })
            json.integer("rtmp_flows", captures.reduce(0) { $0 + $1.rtmpFlows })
            json.object("other_flows") { json in
                let all = captures.reduce(into: [:]) { $0.merge($1.otherFlows, uniquingKeysWith: +) }
                for (name, count) in all.sorted(by: { $0.key < $1.key }) {
                    json.key(name)
                    json.integer(count)
                }
            }
        }
    }

    private mutating func counts(_ totals: CaptureTotals) {
        integer("packets", totals.packets)
        integer("bytes", totals.bytes)
        integer("tcp_segments", totals.tcpSegments)
        key("first_time")
        if let time = totals.firstTime { self.time(time) } else { null() }
        key("last_time")
        if let time = totals.lastTime { self.time(time) } else { null() }
        if !totals.unknownLinkTypes.isEmpty {
            object("unknown_link_types") { json in
                for (type, count) in totals.unknownLinkTypes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    json.key("\(type.rawValue)")
                    json.integer(count)
                }
            }
        }
        if totals.clockJumpsBack > 0 {
            integer("clock_jumps_back", totals.clockJumpsBack)
        }
        if totals.malformedPackets > 0 {
            integer("malformed_packets", totals.malformedPackets)
        }
        if totals.cutBytes > 0 {
            integer("cut_packets", totals.cutPackets)
            integer("cut_bytes", totals.cutBytes)
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
