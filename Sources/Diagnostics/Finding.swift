import Dissection
import Fields
import Packets
import RTMP

/// Something that a rule found, with where it was seen and the numbers it saw.
public struct Finding: Sendable {
    /// The rule's identifier: kebab-case words that never change.
    public var rule: String
    /// How much it matters.
    public var severity: Severity
    /// `nil` for what concerns the whole capture.
    public var flow: Int?
    /// Who sent what it is about; `nil` for what concerns both.
    public var direction: Direction?
    /// Index of the message in its direction, where it is about one.
    public var index: Int?
    /// Number of the first packet that it is about.
    public var firstPacket: Int
    /// Number of the last packet that it is about.
    public var lastPacket: Int
    /// Offset in the direction's byte stream.
    public var offset: Int?
    /// When it was found.
    public var time: Timestamp
    /// Nanoseconds since the flow's first packet.
    public var elapsed: Int64
    /// One sentence without a full stop, with the numbers. What it quotes from the capture is escaped by renderers.
    public var text: String
    /// The numbers again, for machines.
    public var data: [Field]
    /// Further findings of the same kind that this one stands for; 0 where it is told for itself.
    public var repetitions = 0
    /// The connections that it tells of, where it is a story over several; empty otherwise.
    public var flows: [Int] = []

    /// A finding at the place of an event.
    public init(
        _ rule: any Rule.Type, severity: Severity? = nil, at event: Event, _ text: String, data: [Field] = []
    ) {
        self.rule = rule.id
        self.severity = severity ?? rule.severity
        flow = event.flow == 0 ? nil : event.flow
        direction = event.direction
        if case .message(let message) = event.body { index = message.message.index }
        firstPacket = event.firstPacket
        lastPacket = event.lastPacket
        offset = event.offset
        time = event.time
        elapsed = event.elapsed
        self.text = text
        self.data = data
    }

    /// A finding at the place of an event that was seen earlier.
    init(
        _ rule: any Rule.Type, severity: Severity? = nil, at place: Sighting, _ text: String, data: [Field] = []
    ) {
        self.rule = rule.id
        self.severity = severity ?? rule.severity
        flow = place.flow == 0 ? nil : place.flow
        direction = place.direction
        index = place.index
        firstPacket = place.firstPacket
        lastPacket = place.lastPacket
        offset = place.offset
        time = place.time
        elapsed = place.elapsed
        self.text = text
        self.data = data
    }

    /// A finding about the whole capture.
    public init(
        _ rule: any Rule.Type, severity: Severity? = nil, capture totals: CaptureTotals, _ text: String,
        data: [Field] = []
    ) {
        self.rule = rule.id
        self.severity = severity ?? rule.severity
        firstPacket = 1
        lastPacket = totals.packets
        let last = totals.lastTime ?? Timestamp(nanoseconds: 0)
        time = last
        elapsed = last.since(totals.firstTime ?? last)
        self.text = text
        self.data = data
    }

    /// A story over several connections.
    init(
        _ rule: any Rule.Type, severity: Severity, story: String, flows: [Int], packets: ClosedRange<Int>,
        time: Timestamp, elapsed: Int64, data: [Field]
    ) {
        self.rule = rule.id
        self.severity = severity
        self.flows = flows
        firstPacket = packets.lowerBound
        lastPacket = packets.upperBound
        self.time = time
        self.elapsed = elapsed
        text = story
        self.data = data
    }
}
