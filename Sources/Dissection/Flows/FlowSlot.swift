import Streams

/// What is kept of one TCP connection: little until it is known to be worth more.
struct FlowSlot {
    enum Phase {
        /// Nothing has been sent yet, or too little to tell.
        case undecided(HeldBytes?)
        case rtmp(RTMPFlow)
        case other(OtherFlow)
        /// Not shown.
        case ignored
    }

    var opening: StreamEvent.Opening
    var first: Moment
    var phase = Phase.undecided(nil)
}
