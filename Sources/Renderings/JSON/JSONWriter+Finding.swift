import Diagnostics
import Dissection
import Fields
import Packets

extension JSONWriter {
    /// The `finding` event.
    mutating func finding(_ finding: Finding) {
        object { json in
            json.text("event", "finding")
            json.text("rule", finding.rule)
            json.text("severity", finding.severity.rawValue)
            if let flow = finding.flow {
                json.integer("flow", flow)
            }
            if let direction = finding.direction {
                json.text("direction", direction.jsonName)
            }
            if let index = finding.index {
                json.integer("index", index)
            }
            json.time("time", finding.time)
            json.seconds("elapsed", finding.elapsed)
            json.packets(finding.firstPacket, finding.lastPacket)
            if let offset = finding.offset {
                json.integer("offset", offset)
            }
            json.text("text", finding.text)
            if finding.repetitions > 0 {
                json.integer("repetitions", finding.repetitions)
            }
            json.object("data") { $0.fields(finding.data) }
        }
    }
}
