import Dissection
import Foundation
import Renderings
import Segments
import TestSupport
import Testing

/// What narrowing leaves, by the JSON Lines of the sample session.
@Suite struct EventFilterTests {
    private static func types(_ change: (inout EventFilter) -> Void) throws -> [String] {
        var filter = EventFilter()
        change(&filter)
        return try Rendered.events(of: SampleSession.records, filter: filter).compactMap { event in
            let name = event["event"] as? String ?? ""
            guard !["capture", "summary", "flow", "flow_end"].contains(name) else { return nil }
            let command = (event["command"] as? [String: Any])?["name"] as? String
            return command ?? event["type"] as? String ?? name
        }
    }

    @Test("without a filter everything is admitted, and the flow's two ends always are")
    func nothing() throws {
        #expect(try Self.types { _ in }.count > 60)
        var filter = EventFilter()
        filter.types = ["no such thing"]
        let events = try Rendered.events(of: SampleSession.records, filter: filter)
        #expect(events.map { $0["event"] as? String } == ["capture", "flow", "flow_end", "capture", "summary"])
    }

    @Test(
        "a name is a message type, its number, a command, a data handler, a control event or a kind of event",
        arguments: [
            ("video", ["video"], 20), ("9", ["video"], 20), ("publish", ["publish"], 1), ("onstatus", ["onStatus"], 1),
            ("onmetadata", ["data"], 1), ("@setdataframe", ["data"], 1), ("data", ["data"], 1), ("18", ["data"], 1),
            ("pingrequest", ["user_control"], 1), ("handshake", ["handshake"], 4), ("control", ["user_control"], 4),
            ("shared_object", ["shared_object"], 1), ("99", ["unknown"], 1), ("side_ended", ["side_ended"], 2),
        ] as [(String, [String], Int)])
    func names(name: String, kinds: [String], count: Int) throws {
        let types = try Self.types { $0.types = [name] }
        #expect(Set(types).isSuperset(of: kinds), "\(types)")
        #expect(types.count >= count)
    }

    @Test("several names admit what any of them admits")
    func several() throws {
        #expect(try Set(Self.types { $0.types = ["publish", "audio"] }) == ["publish", "audio"])
    }

    @Test("a direction leaves the other's events out")
    func direction() throws {
        let types = try Self.types { $0.direction = .serverToClient }
        #expect(types.contains("_result"))
        #expect(!types.contains("publish"))
    }

    @Test("times are counted from the flow's beginning, both ends included")
    func times() throws {
        let all = try Rendered.events(of: SampleSession.records)
        var filter = EventFilter()
        filter.from = 20_000_000
        filter.to = 30_000_000
        let some = try Rendered.events(of: SampleSession.records, filter: filter)
        let inside = all.filter { event in
            guard let elapsed = event["elapsed"] as? Double, !["flow", "flow_end"].contains(event["event"] as? String)
            else {
                return false
            }
            return elapsed >= 0.02 && elapsed <= 0.03
        }
        #expect(inside.count > 5)
        #expect(some.count == inside.count + 5)
    }

    @Test("a flow's number narrows to it")
    func flows() throws {
        var earlier = BuiltConnection(client: Endpoint(address: Address(ipv4: 9), port: 4), time: 1)
        earlier.handshake()
        var filter = EventFilter()
        filter.flows = [2]
        let events = try Rendered.events(of: earlier.records + SampleSession.records, filter: filter)
        #expect(Set(events.compactMap { $0["flow"] as? Int }) == [2])
    }
}
