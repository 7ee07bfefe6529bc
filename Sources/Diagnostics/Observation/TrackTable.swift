/// What a rule remembers of each track; a flow has few.
struct TrackTable<State: Sendable>: Sendable {
    private var keys: [TrackKey] = []
    private var states: [State] = []

    private static var maximum: Int { 64 }

    /// Changes the state of a track in place, where it is known or there is room.
    mutating func update(_ key: TrackKey, _ initial: @autoclosure () -> State, _ change: (inout State) -> Void) {
        for index in keys.indices where keys[index] == key {
            change(&states[index])
            return
        }
        guard keys.count < Self.maximum else { return }
        keys.append(key)
        states.append(initial())
        change(&states[states.count - 1])
    }

    mutating func removeAll() {
        keys.removeAll()
        states.removeAll()
    }

    /// In the order in which they came.
    var all: [(key: TrackKey, state: State)] { Array(zip(keys, states)) }
}
