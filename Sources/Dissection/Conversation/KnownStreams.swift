/// The message streams that were published or played. Most flows have one, which is kept without a block of memory.
struct KnownStreams {
    private struct Known {
        var identity: StreamIdentity
        /// A status or media showed that it is really published or played.
        var isIntroduced = false
    }

    private var first: Known?
    private var others: [Known] = []
    /// Where the last one was found among the others: frames come many in a row.
    private var hint: UInt8 = 0

    private static let maximumStreams = 256

    subscript(id: UInt32) -> StreamIdentity? {
        if first?.identity.id == id { return first?.identity }
        return place(of: id).map { others[$0].identity }
    }

    /// By id.
    var identities: [StreamIdentity] {
        ([first].compactMap(\.self) + others).map(\.identity).sorted { $0.id < $1.id }
    }

    func isIntroduced(_ id: UInt32) -> Bool {
        if first?.identity.id == id { return first?.isIntroduced ?? false }
        return place(of: id).map { others[$0].isIntroduced } ?? false
    }

    mutating func setIntroduced(_ id: UInt32, _ isIntroduced: Bool) {
        if first?.identity.id == id {
            first?.isIntroduced = isIntroduced
        } else if let place = place(of: id) {
            others[place].isIntroduced = isIntroduced
        }
    }

    mutating func remember(_ identity: StreamIdentity) {
        if first == nil || first?.identity.id == identity.id {
            first = Known(identity: identity, isIntroduced: first?.isIntroduced ?? false)
        } else if let place = place(of: identity.id) {
            others[place].identity = identity
        } else if others.count < Self.maximumStreams - 1 {
            others.append(Known(identity: identity))
        }
    }

    /// Looks for it where the next frame's will be.
    mutating func expect(_ id: UInt32) {
        guard !others.isEmpty, first?.identity.id != id, let place = place(of: id) else { return }
        hint = UInt8(truncatingIfNeeded: place)
    }

    private func place(of id: UInt32) -> Int? {
        guard !others.isEmpty else { return nil }
        let hint = Int(hint)
        if hint < others.count, others[hint].identity.id == id { return hint }
        return others.firstIndex { $0.identity.id == id }
    }
}
