import Dissection

/// What a rule remembers of each track; a flow has few.
struct TrackTable<State: Sendable>: Sendable {
    private var tracks = FewTable<TrackKey, State>()

    private static var maximum: Int { 64 }

    /// In the order in which they came.
    var all: [(key: TrackKey, state: State)] { tracks.all.map { ($0.key, $0.value) } }

    /// Changes the state of a track in place, where it is known or there is room.
    @inline(__always)
    mutating func update(_ key: TrackKey, _ initial: @autoclosure () -> State, _ change: (inout State) -> Void) {
        tracks.update(key, initial(), maximum: Self.maximum, change)
    }

    /// Changes the states of all tracks.
    mutating func updateAll(_ change: (inout State) -> Void) { tracks.updateAll(change) }
}
