/// What a rule remembers of each track; a flow has few.
struct TrackTable<State: Sendable>: Sendable {
    private var tracks: [(key: TrackKey, state: State)] = []

    private static var maximum: Int { 64 }

    /// Changes the state of a track in place, where it is known or there is room.
    mutating func update(_ key: TrackKey, _ initial: @autoclosure () -> State, _ change: (inout State) -> Void) {
        for index in tracks.indices where tracks[index].key == key {
            change(&tracks[index].state)
            return
        }
        guard tracks.count < Self.maximum else { return }
        tracks.append((key, initial()))
        change(&tracks[tracks.count - 1].state)
    }

    mutating func removeAll() { tracks.removeAll() }

    /// In the order in which they came.
    var all: [(key: TrackKey, state: State)] { tracks }
}
