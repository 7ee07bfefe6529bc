import Packets
import RTMP
import Streams

/// A shown connection that speaks something else: a line when it opens and one when it ends.
final class OtherFlow {
    let number: Int
    private let opening: FlowOpening
    private let first: Moment
    private let clientSide: Side
    private var totals = [DirectionTotals(), DirectionTotals()]
    private var closedBy: Direction?
    private var firstEnding: StreamEvent.Ending?

    init(number: Int, opening: FlowOpening, first: Moment, clientSide: Side) {
        self.number = number
        self.opening = opening
        self.first = first
        self.clientSide = clientSide
    }

    /// RTMP inside HTTP.
    var isTunnel: Bool { opening.protocol == .other("rtmpt") }

    func announce(deliver: (Event) -> Void) { emit(.flow(opening), at: first, deliver: deliver) }

    func receive(_ count: Int, from side: Side, at moment: Moment) {
        let index = side == clientSide ? 0 : 1
        totals[index].bytes += count
        totals[index].lastData = moment.time
    }

    func receive(_ gap: StreamEvent.Gap) {
        let index = gap.side == clientSide ? 0 : 1
        totals[index].gaps += 1
        totals[index].missingBytes += gap.length
    }

    func receive(_ ending: StreamEvent.Ending, from side: Side) {
        closedBy = closedBy ?? (side == clientSide ? .clientToServer : .serverToClient)
        firstEnding = firstEnding ?? ending
    }

    func close(_ closed: StreamEvent.Closed, at moment: Moment, deliver: (Event) -> Void) {
        totals[0].tcp = clientSide == .initiator ? closed.initiator : closed.responder
        totals[1].tcp = clientSide == .initiator ? closed.responder : closed.initiator
        let end = FlowEnd(
            opening: opening, reason: closed.reason, closedBy: closedBy,
            firstEnding: firstEnding, first: first.time,
            last: max(closed.initiator.lastPacket ?? first.time, closed.responder.lastPacket ?? first.time),
            directions: totals, streams: [], unanswered: [], failures: [], lastWords: [nil, nil])
        emit(.flowEnd(end), at: moment, deliver: deliver)
    }

    private func emit(_ body: EventBody, at moment: Moment, deliver: (Event) -> Void) {
        deliver(
            Event(
                flow: number, direction: nil, time: moment.time, elapsed: moment.time.since(first.time),
                firstPacket: moment.packet, lastPacket: moment.packet, offset: nil, body: body))
    }
}
