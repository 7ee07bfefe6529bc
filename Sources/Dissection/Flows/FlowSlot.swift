import Streams

/// What is kept of one TCP connection: a word, and what that refers to.
enum FlowSlot {
    /// Nothing has been sent yet, or too little to tell.
    case undecided(PendingFlow)
    case rtmp(RTMPFlow)
    case other(OtherFlow)
    /// Not shown.
    case ignored

    /// RTMP inside HTTP stands as RTMP.
    var standing: FlowStanding {
        switch self {
        case .undecided: .undecided
        case .rtmp: .rtmp
        case .other(let flow): flow.isTunnel ? .rtmp : .other
        case .ignored: .other
        }
    }
}

/// A connection of which it is not known yet what it speaks.
///
/// A class because what is held of it is changed in place, and goes when it is known.
final class PendingFlow {
    let opening: StreamEvent.Opening
    /// None or one: most connections send nothing for a while, and some never do.
    var held: [HeldBytes] = []

    init(opening: StreamEvent.Opening) { self.opening = opening }

    /// That of the first packet.
    var first: Moment { Moment(time: opening.time, packet: opening.packet) }
}
