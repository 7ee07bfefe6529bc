import ArgumentParser
import Dissection
import Renderings

/// What of the events is shown.
struct NarrowingOptions: ParsableArguments {
    @Option(help: "Only the flow with this number; may be repeated.")
    var flow: [Int] = []

    @Option(help: "Only c2s (client to server) or s2c.")
    var direction: Direction?

    @Option(
        help: ArgumentHelp(
            "Only messages of this type (audio, command, 20), command (publish), data handler (onMetaData), control "
                + "event (PingRequest) or event (handshake, gap); may be repeated.", valueName: "name"))
    var type: [String] = []

    @Option(help: "Only from this time on: seconds since the flow began.")
    var from: Double?

    @Option(help: "Only up to this time.")
    var to: Double?

    enum Direction: String, CaseIterable, ExpressibleByArgument {
        case c2s, s2c
    }

    func validate() throws {
        for (name, value) in [("--from", from), ("--to", to)] {
            if let value, !(value.magnitude < 9e9) { throw ValidationError("\(name): not a time in seconds.") }
        }
        if let from, let to, from > to { throw ValidationError("--from is later than --to.") }
        if let bad = flow.first(where: { $0 < 1 }) { throw ValidationError("--flow \(bad): flows count from 1.") }
    }

    func filter() -> EventFilter {
        var filter = EventFilter()
        filter.flows = Set(flow)
        filter.direction = direction.map { $0 == .c2s ? .clientToServer : .serverToClient }
        filter.types = Set(type.map { $0.lowercased() })
        filter.from = from.map { Int64($0 * 1e9) }
        filter.to = to.map { Int64($0 * 1e9) }
        return filter
    }
}
