/// Which message is at hand, and which others are open: senders may put chunks of one between those of another.
extension ChunkDecoder {
    /// The slot of the chunk stream of the message at hand, which is the one of the last chunk; 0 before the first.
    var slot: Int { current.slot }

    /// Bytes of a message at hand, or of a parked one.
    ///
    /// - Parameter slot: Of a chunk stream on which a message is open.
    func message(on slot: Int) -> MessageInProgress {
        slot == current.slot ? current : parked[Int(table[slot].place) - 1]
    }

    /// Adds to what is noted of an open message.
    mutating func note(_ fact: ChunkFacts, on slot: Int) {
        if slot == current.slot {
            current.facts.formUnion(fact)
        } else {
            parked[Int(table[slot].place) - 1].facts.formUnion(fact)
        }
    }

    /// Payload bytes that the open message of a chunk stream still lacks.
    func bytesToCome(on slot: Int) -> Int { message(on: slot).toCome }

    /// Takes the message of another chunk stream to hand: the one that is open there, or the next one.
    @inline(__always)
    mutating func turn(to slot: Int) {
        guard slot != current.slot else { return }
        if table[current.slot].isOpen {
            current.facts.insert(.interleaved)
            parked.append(current)
            table[current.slot].place = UInt32(truncatingIfNeeded: parked.count)
            current = MessageInProgress()
        }
        if table[slot].isOpen { current = unpark(slot) } else { current.slot = slot }
    }

    /// Begins a message on the chunk stream at hand.
    @inline(__always)
    mutating func open(_ header: ChunkHeader, offset: Int, packet: Int) {
        let facts = table[slot].inherit(header)
        table[slot].isOpen = true
        current.begin(header.format, facts, length: table[slot].length, offset: offset, packet: packet)
    }

    /// Ends a message that is not complete: what the next header inherits stays.
    mutating func cut(
        _ slot: Int, _ cause: CutMessage.Cause, packet: Int, deliver: (ChunkEvent) -> Void
    ) {
        let isCurrent = slot == current.slot
        let message = isCurrent ? current : unpark(slot)
        if isCurrent { current.free() }
        kept -= message.payload.count
        table[slot].isOpen = false
        let header = header(of: message)
        deliver(
            .cut(
                CutMessage(
                    header: header, cause: cause, received: header.length - message.toCome - message.missing,
                    offset: message.offset, firstPacket: message.firstPacket, lastPacket: packet)))
    }

    @inline(__always)
    func header(of message: MessageInProgress) -> Message.Header {
        let stream = table[message.slot]
        return Message.Header(
            chunkStreamID: stream.id, format: message.format, timestamp: stream.timestamp,
            hasExtendedTimestamp: stream.hasExtendedTimestamp, length: stream.length, type: stream.type,
            messageStreamID: stream.messageStreamID)
    }

    private mutating func unpark(_ slot: Int) -> MessageInProgress {
        let place = Int(table[slot].place) - 1
        let message = parked[place]
        let last = parked.removeLast()
        if place < parked.count {
            parked[place] = last
            table[last.slot].place = UInt32(truncatingIfNeeded: place + 1)
        }
        table[slot].place = 0
        // No room is kept for the next one: few senders interrupt a message, and there are many flows.
        if parked.isEmpty { parked = [] }
        return message
    }
}
