import Dissection
import Packets
import RTMP
import Streams

/// A hole in one direction and what followed from it, told in one line: which bytes are missing, which messages it
/// cut, and how the next chunk was found. Where the snap length cut every packet, all those holes in one.
struct DamageRun {
    let direction: Direction
    /// Of the first event.
    private let elapsed: Int64
    private let packet: Int
    private let offset: Int?
    private var lastPacket: Int
    private var gaps: [StreamEvent.Gap.Cause: (count: Int, bytes: Int)] = [:]
    private var cuts = 0
    private var firstCut: CutMessage?
    private var losses = 0
    private var firstLoss: Desynchronization?
    private var finds = 0
    private var lastFind: Resynchronization?
    private var passedOver = 0

    /// Begins with a gap, or with a boundary that was lost without one; `nil` for other events.
    init?(_ event: Event) {
        guard let direction = event.direction else { return nil }
        switch event.body {
        case .gap, .lost: break
        default: return nil
        }
        self.direction = direction
        elapsed = event.elapsed
        packet = event.firstPacket
        lastPacket = event.lastPacket
        offset = event.offset
        _ = add(event)
    }

    /// Takes in the next event of its direction; `false` if it is not one that follows from the hole.
    mutating func add(_ event: Event) -> Bool {
        guard event.direction == direction else { return false }
        switch event.body {
        case .gap(let gap):
            gaps[gap.cause, default: (0, 0)].count += 1
            gaps[gap.cause, default: (0, 0)].bytes += gap.length
        case .lost(let loss):
            losses += 1
            firstLoss = firstLoss ?? loss
        case .cut(let cut) where cut.cause == .lost:
            cuts += 1
            firstCut = firstCut ?? cut
        case .resynchronized(let found) where found.occasion != .chunkSize:
            finds += 1
            lastFind = found
            passedOver += found.skipped
        default:
            return false
        }
        lastPacket = max(lastPacket, event.lastPacket)
        return true
    }

    /// The snap length made all of it: more of the kind is to come, and goes into the same line.
    var isSnapLength: Bool { gaps.count == 1 && gaps[.snapLength] != nil }

    /// The chunk boundary is known again.
    var isOver: Bool { finds > 0 && finds >= losses }

    func describe(into line: inout TimelineLine) {
        line.elapsed = StyledText(Quantities.seconds(elapsed), .faint)
        line.mark = TextRenderer.arrow(direction)
        line.name = name
        line.items = causes
        if gaps.isEmpty, let firstLoss { line.items.append(Self.reason(firstLoss.cause)) }
        if let firstCut { line.items.append(cut(firstCut)) }
        line.items += outcome
        line.items.append(place)
    }

    private var name: StyledText {
        let bytes = gaps.values.reduce(0) { $0 + $1.bytes }
        if bytes > 0 { return StyledText("\(Quantities.grouped(bytes)) bytes missing", .warning) }
        if lastFind?.occasion == .midstream { return StyledText("mid-stream", .warning) }
        return StyledText("lost", .bad)
    }

    private var causes: [StyledText] {
        let total = gaps.values.reduce(0) { $0 + $1.count }
        let causes: [(StreamEvent.Gap.Cause, String)] = [
            (.notCaptured, "received by the peer, but not in the capture"), (.snapLength, "cut off by the snap length"),
            (.limit, "given up: too much was waiting behind them"), (.end, "never came before the end"),
        ]
        return causes.compactMap { cause, text in
            gaps[cause].map { StyledText(total > 1 ? "\(text) ×\($0.count)" : text) }
        }
    }

    static func reason(_ cause: Desynchronization.Cause) -> StyledText {
        let text =
            switch cause {
            case .hole: "the next chunk's beginning was in the hole"
            case .noPreviousHeader(let format, let id):
                "fmt \(format) on chunk stream \(id), which no header has opened"
            case .implausibleHeader(let header):
                "no message begins like this: type \(header.type.rawValue), \(Quantities.grouped(header.length)) bytes, "
                    + "stream \(header.messageStreamID)"
            case .outdatedState: "what follows does not fit what was inferred"
            case .chunkStreamLimit(let bound): "more than \(bound) chunk streams"
            case .midstream: "where a chunk begins is not known"
            }
        return StyledText(text, .warning)
    }

    private func cut(_ first: CutMessage) -> StyledText {
        let type = first.header.type.name?.replacing("_", with: " ") ?? "type \(first.header.type.rawValue)"
        guard cuts == 1 else { return StyledText("\(cuts) messages cut, \(type) first", .warning) }
        return StyledText(
            "1 message cut: \(type), \(Quantities.grouped(first.received)) of "
                + "\(Quantities.grouped(first.header.length)) bytes", .warning)
    }

    private var outcome: [StyledText] {
        if losses == 0, finds == 0 { return [] }
        guard let lastFind else { return [StyledText("chunk boundary lost", .warning)] }
        if finds > 1 {
            var items = [StyledText("boundary found again ×\(finds)", .good)]
            if passedOver > 0 { items.append(StyledText("\(Quantities.grouped(passedOver)) bytes passed over")) }
            if losses > finds { items.append(StyledText("then lost", .warning)) }
            return items
        }
        return Self.evidence(lastFind) + (losses > finds ? [StyledText("then lost", .warning)] : [])
    }

    /// How a boundary was found, and with which chunk size.
    static func evidence(_ found: Resynchronization) -> [StyledText] {
        let verb = found.occasion == .midstream ? "boundary found" : "boundary found again"
        let behind =
            found.skipped == 0
            ? "at once" : "after \(Quantities.grouped(found.skipped)) byte\(found.skipped == 1 ? "" : "s")"
        return [
            StyledText("\(verb) \(behind)", .good),
            StyledText(
                "\(found.headers) headers in a row from fmt \(found.format) on chunk stream \(found.chunkStreamID)"),
            size(found),
        ]
    }

    static func size(_ found: Resynchronization) -> StyledText {
        let isOpen = found.possibleChunkSizes.count > 1
        if !found.chunkSizeIsInferred {
            let size = "chunk size \(Quantities.grouped(found.chunkSize)) as before"
            return StyledText(isOpen ? "\(size), not borne out yet" : size)
        }
        let least = found.possibleChunkSizes.min() ?? found.chunkSize
        return StyledText(
            isOpen
                ? "chunk size not known yet, \(Quantities.grouped(least)) or more"
                : "chunk size \(Quantities.grouped(found.chunkSize)), inferred")
    }

    private var place: StyledText {
        if packet != lastPacket, gaps.values.reduce(0, { $0 + $1.count }) > 1 {
            return StyledText("packets \(packet)–\(lastPacket)", .faint)
        }
        return StyledText("packet \(packet)" + (offset.map { ", offset \(Quantities.grouped($0))" } ?? ""), .faint)
    }
}
