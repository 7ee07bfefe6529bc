import Diagnostics
import Dissection
import Fields
import Packets

extension JSONWriter {
    /// The `finding` event.
    mutating func finding(_ finding: Finding) {
        object { json in
            json.key("event")
            json.string("finding")
            json.key("rule")
            json.string(finding.rule)
            json.key("severity")
            json.string(finding.severity.rawValue)
            if let flow = finding.flow {
                json.key("flow")
                json.integer(flow)
            }
            if let direction = finding.direction {
                json.key("direction")
                json.string(direction.jsonName)
            }
            if let index = finding.index {
                json.key("index")
                json.integer(index)
            }
            json.key("time")
            json.time(finding.time)
            json.key("elapsed")
            json.seconds(finding.elapsed)
            json.key("packets")
            json.object { json in
                json.key("first")
                json.integer(finding.firstPacket)
                json.key("last")
                json.integer(finding.lastPacket)
            }
            if let offset = finding.offset {
                json.key("offset")
                json.integer(offset)
            }
            json.key("text")
            json.string(finding.text)
            if finding.repetitions > 0 {
                json.key("repetitions")
                json.integer(finding.repetitions)
            }
            json.key("data")
            json.object { $0.fields(finding.data) }
        }
    }
}
