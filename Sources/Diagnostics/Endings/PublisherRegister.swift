import Dissection
import Segments

/// Who publishes what at this moment, so that a publisher that is turned away can be told of its rival.
struct PublisherRegister: Sendable {
    private struct Place: Hashable {
        var server: Endpoint
        var path: String
    }

    private var flows: [Place: Int] = [:]
    /// What a flow publishes, to forget it when the flow ends.
    private var places: [Int: Place] = [:]

    /// Publishers remembered at once; later ones are not.
    private static let maximum = 4096

    mutating func note(_ introduction: StreamIntroduction, flow: Int, at server: Endpoint) {
        guard introduction.identity.role == .publish, places.count < Self.maximum, places[flow] == nil else { return }
        let place = Place(server: server, path: introduction.identity.path)
        guard flows[place] == nil else { return }
        flows[place] = flow
        places[flow] = place
    }

    mutating func forget(_ flow: Int) {
        if let place = places.removeValue(forKey: flow) { flows[place] = nil }
    }

    /// Another flow that publishes what this one asked for.
    func rival(of flow: Int, _ end: FlowEnd) -> Int? {
        for stream in end.streams where stream.identity.role == .publish {
            if let other = flows[Place(server: end.opening.server, path: stream.identity.path)], other != flow {
                return other
            }
        }
        return nil
    }
}
