/// What a rule remembers of each track; a flow has few.
struct TrackTable<State: Sendable>: Sendable {
    /// In the order in which they came.
    private(set) var all: [(key: TrackKey, state: State)] = []

    private static var maximum: Int { 64 }

    /// Changes the state of a track in place, where it is known or there is room.
    @inline(__always)
    mutating func update(_ key: TrackKey, _ initial: @autoclosure () -> State, _ change: (inout State) -> Void) {
        let index = place(of: key)
        if index == all.count {
            guard index < Self.maximum else { return }
            // One at a time: most flows have two tracks, and twice as many would stay empty.
            all.reserveCapacity(index + 1)
            all.append((key, initial()))
        }
        change(&all[index].state)
    }

    /// Where the track stands or will stand. By a span, since an array would hand out copies of the states.
    @inline(__always)
    private func place(of key: TrackKey) -> Int {
        let tracks = all.span
        var index = 0
        while index < tracks.count, tracks[index].key != key { index += 1 }
        return index
    }

    mutating func removeAll() { all = [] }
}
