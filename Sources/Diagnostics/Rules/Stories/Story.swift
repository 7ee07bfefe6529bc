import Dissection
import Fields
import Packets
import Segments

/// What stories over several connections have in common: how long they wait, and how one becomes a finding.
struct StoryBook: Sendable {
    /// Who talks to whom on a flow.
    struct Place: Hashable, Sendable {
        var client: Address
        var server: Endpoint

        init(_ opening: FlowOpening) {
            client = opening.client.address
            server = opening.server
        }
    }

    private var beginning: Timestamp?

    /// Stories that wait for their end at once; the oldest is told as it stands.
    static let maximum = 64
    /// Nanoseconds after which nothing more is expected.
    static let patience: Int64 = 60_000_000_000
    /// Nanoseconds: a capture that ends this soon proves no absence.
    static let soon: Int64 = 2_000_000_000

    mutating func note(_ event: Event) { beginning = beginning ?? event.time }

    /// A finding of no single flow.
    func finding(
        _ rule: any Rule.Type, _ severity: Severity, _ text: String, from first: Ending.Stamp, to last: Ending.Stamp,
        flows: [Int], data: [Field]
    ) -> Finding {
        let list = flows.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        return Finding(
            rule, severity: severity, story: text, flows: list, packets: first.packet...max(first.packet, last.packet),
            time: last.time, elapsed: last.time.since(beginning ?? last.time),
            data: [Field("flows", .list(list.map { .integer($0) }))] + data)
    }
}
