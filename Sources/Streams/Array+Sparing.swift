extension Array {
    /// Appends; where there is no room, room for an eighth more is made. Twice as much, as `append` makes, would stay
    /// empty in tables that have an entry for each flow.
    package mutating func appendSparingly(_ element: Element) {
        if count == capacity, count >= 64 { reserveCapacity(count + count / 8) }
        append(element)
    }
}
