import AMF
import Diagnostics
import Dissection
import Media
import RTMP

/// Narrows what is shown; never what is decoded.
public struct EventFilter: Sendable {
    /// Flow numbers; empty for all.
    public var flows: Set<Int> = []
    public var direction: Direction?
    /// Names of message types (`audio`), commands (`publish`) or events (`handshake`); empty for all.
    public var types: Set<String> = []
    /// Nanoseconds since the flow's first packet.
    public var from: Int64?
    public var to: Int64?

    public init() {}

    /// Of a notice of the capture only what the rules make of it is shown.
    public func admits(_ event: Event) -> Bool {
        if case .capture = event.body { return false }
        if !flows.isEmpty, !flows.contains(event.flow) { return false }
        // A flow's first and last line frame what is shown between them.
        switch event.body {
        case .flow, .flowEnd: return true
        default: break
        }
        if let direction, let own = event.direction, own != direction { return false }
        if let from, event.elapsed < from { return false }
        if let to, event.elapsed > to { return false }
        return types.isEmpty || !types.isDisjoint(with: names(of: event))
    }

    /// A finding is shown where its flow, direction and time are, unless only messages were asked for.
    public func admits(_ finding: Finding) -> Bool {
        // A story is of all its flows.
        let own = finding.flow.map { [$0] } ?? finding.flows
        if !flows.isEmpty, flows.isDisjoint(with: own) { return false }
        if let direction, let own = finding.direction, own != direction { return false }
        if let from, finding.elapsed < from { return false }
        if let to, finding.elapsed > to { return false }
        return types.isEmpty || types.contains("finding") || types.contains(finding.rule)
    }

    /// All names by which an event can be asked for, in lower case.
    private func names(of event: Event) -> Set<String> {
        var names: Set<String> = [event.body.jsonName]
        if case .chunk(let chunk) = event.body {
            names.formUnion([chunk.type.name ?? "unknown", "\(chunk.type.rawValue)"])
        }
        guard case .message(let message) = event.body else { return names }
        let type = message.message.header.type
        names = [type.name ?? "unknown", "\(type.rawValue)", message.message.body.kind]
        switch message.message.body {
        case .command(let command): names.insert(command.name.string.lowercased())
        case .data(let data):
            if let name = data.name?.string { names.insert(name.lowercased()) }
            if let name = data.summary.name { names.insert(name.lowercased()) }
        case .userControl(let control):
            if let name = control.event.name { names.insert(name.lowercased()) }
        default: break
        }
        return names
    }
}
