import Packets
import PcapCapture

/// One flow of the capture that is made: which packet comes next.
struct ReplayedFlow {
    private enum Step {
        case syn, synAnswer, synAcknowledged
        case opening(Int)
        case loop(Int)
        case closing(Int)
        case finClient, finServer, finAcknowledged
        case done
    }

    /// TCP payload of a full segment with timestamps, on Ethernet.
    private static let segment = 1448

    private let recorded: RecordedFlow
    private let loops: Int
    private var step = Step.syn
    private var position = 0
    private var isAcknowledgementDue = false
    private var frame: Frame

    /// - Parameter bytes: How large it is to become in the file, about.
    init(_ recorded: RecordedFlow, number: Int, bytes: Int) {
        self.recorded = recorded
        // Headers and acknowledgements cost about a tenth.
        loops = max(1, bytes / (recorded.loop.bytes.count + recorded.loop.bytes.count / 10))
        frame = Frame(flow: number)
    }

    var isDone: Bool { if case .done = step { true } else { false } }

    /// Writes the next packet; its length.
    mutating func writeNext(at time: Timestamp, number: Int, into writer: CaptureWriter) throws(CaptureError) -> Int {
        build(at: time)
        let packet = Packet(number: number, time: time, linkType: .ethernet, originalLength: frame.bytes.count)
        try writer.write(packet, frame.bytes.span.bytes)
        return frame.bytes.count
    }

    private mutating func build(at time: Timestamp) {
        switch step {
        case .syn:
            frame.make(isFromClient: true, flags: 0x02, at: time)
            step = .synAnswer
        case .synAnswer:
            frame.make(isFromClient: false, flags: 0x12, at: time)
            step = .synAcknowledged
        case .synAcknowledged:
            frame.make(isFromClient: true, flags: 0x10, at: time)
            step = recorded.opening.isEmpty ? .loop(0) : .opening(0)
        case .opening(let index):
            send(
                recorded.opening[index], at: time,
                then: index + 1 < recorded.opening.count ? .opening(index + 1) : .loop(0))
        case .loop(let index):
            let next: Step = recorded.closing.isEmpty ? .finClient : .closing(0)
            send(recorded.loop, at: time, then: index + 1 < loops ? .loop(index + 1) : next)
        case .closing(let index):
            send(
                recorded.closing[index], at: time,
                then: index + 1 < recorded.closing.count ? .closing(index + 1) : .finClient)
        case .finClient:
            frame.make(isFromClient: true, flags: 0x11, at: time)
            step = .finServer
        case .finServer:
            frame.make(isFromClient: false, flags: 0x11, at: time)
            step = .finAcknowledged
        case .finAcknowledged, .done:
            frame.make(isFromClient: true, flags: 0x10, at: time)
            step = .done
        }
    }

    /// A segment of a turn, or for every second one the other side's acknowledgement.
    private mutating func send(_ turn: RecordedFlow.Turn, at time: Timestamp, then next: Step) {
        if isAcknowledgementDue {
            isAcknowledgementDue = false
            frame.make(isFromClient: !turn.isFromClient, flags: 0x10, at: time)
            return
        }
        let end = min(position + Self.segment, turn.bytes.count)
        frame.make(isFromClient: turn.isFromClient, flags: 0x18, turn.bytes[position..<end], at: time)
        isAcknowledgementDue = position / Self.segment % 2 == 1
        position = end
        if position == turn.bytes.count {
            position = 0
            step = next
        }
    }
}
