import Bytes
import Dissection
import Packets
import RTMP
import Segments
import Streams

/// Makes a capture that may be shared: its packets as they were, but for the secrets in them.
///
/// The capture is read three times, in this order: `Redactor.collect`, for its secrets; `plan`, for their places;
/// `redact`, packet by packet, for the copy. What nobody understood does not survive.
public struct CaptureRedaction {
    /// What was done.
    public struct Counts: Equatable, Sendable {
        public var packets = 0
        /// In which a secret was replaced.
        public var changed = 0
        /// Of which bytes that could not be vetted were blanked, and how many.
        public var blanked = 0
        public var blankedBytes = 0
    }

    /// So far.
    public private(set) var counts = Counts()

    private let redactor: Redactor
    private let options: DissectionOptions
    /// Payload that is not RTMP stays.
    private let keepsOthers: Bool
    private var plan = RedactionPlan()
    private var decoder: PacketDecoder
    private var assembler: StreamAssembler
    private var datagrams = DatagramBook()
    /// One was replaced in the packet at hand.
    private var hasSecret = false
    /// By the assembler's number and the direction: the offset that came last, to which the next one is near.
    private var latest: [Int: [Int]] = [:]

    /// - Parameter keepsOthers: What is not RTMP is kept, though nobody looked into it.
    public init(_ redactor: Redactor, options: DissectionOptions, keepsOthers: Bool = false) {
        self.redactor = redactor
        self.keepsOthers = keepsOthers
        var options = options
        options.messages.redaction = redactor
        options.messages.reportsChunks = true
        options.messages.keepsPayload = false
        options.messages.scansFrames = false
        self.options = options
        decoder = Self.decoder()
        assembler = StreamAssembler(limits: options.streams)
    }

    private static func decoder() -> PacketDecoder {
        var decoder = PacketDecoder()
        decoder.notesAnatomy = true
        decoder.verifyChecksums = false
        return decoder
    }

    // MARK: The second reading

    /// Reads the capture for the places of its secrets, as far as it can be read.
    public mutating func plan(from source: inout some PacketSource, isInterrupted: () -> Bool = { false }) {
        var dissector = Dissector(options: options)
        var decoder = PacketsDecodedAhead()
        var plan = RedactionPlan()
        var packets = 0
        var hasFragments = false
        if !isInterrupted() {
            try? source.forEach(&decoder) { packet, bytes, decoded in
                let place = dissector.receive(packet, bytes, decoded) { event in plan.note(event, redactor) }
                if place == .fragment { hasFragments = true }
                packets += 1
                return packets % 1024 != 0 || !isInterrupted()
            }
        }
        dissector.finish { event in plan.note(event, redactor) }
        self.plan = plan
        datagrams.isNeeded = hasFragments
    }

    /// Whether the capture has to be read once more, for datagrams in fragments: their packets tell little each.
    public var wantsDatagrams: Bool { datagrams.isNeeded }

    /// Reads the capture for datagrams in fragments.
    public mutating func gatherDatagrams(from source: inout some PacketSource, isInterrupted: () -> Bool = { false }) {
        var packets = 0
        while packets % 1024 != 0 || !isInterrupted() {
            let isPacket: Void? = try? source.next { packet, bytes in
                let (_, _, datagram) = decode(packet, bytes)
                guard let fragment = decoder.anatomy.fragment else { return }
                datagrams.note(fragment, packet: packet.number, [UInt8](bytes, fragment.range))
                guard let datagram else { return }
                var editor = PacketEditor(datagram.bytes, layers: decoder.anatomy.datagramLayers)
                // The datagram's checksum covers addresses that stand in its fragments only.
                var around = PacketEditor([UInt8](bytes, 0..<bytes.byteCount), layers: decoder.anatomy.layers)
                redactor.withMasking { around.maskAddresses(&$0) }
                editor.outerAddresses = around.innermostAddresses
                redact(&editor, datagram.content)
                hasSecret = false
                datagrams.complete(fragment.datagram, original: datagram.bytes, redacted: editor.bytes)
            }
            guard isPacket != nil else { break }
            packets += 1
        }
        decoder = Self.decoder()
        assembler = StreamAssembler(limits: options.streams)
        latest = [:]
        counts = Counts()
        hasSecret = false
        datagrams.seal()
    }

    // MARK: The last reading

    /// The packet as it may be shared.
    public mutating func redact(_ packet: Packet, _ bytes: RawSpan) -> [UInt8] {
        counts.packets += 1
        let (verdict, content, _) = decode(packet, bytes)
        let anatomy = decoder.anatomy
        var editor = PacketEditor([UInt8](bytes, 0..<bytes.byteCount), layers: anatomy.layers)
        let before = counts.blankedBytes
        if let fragment = anatomy.fragment {
            if let piece = datagrams.piece(packet.number, count: fragment.range.count) {
                editor.bytes.replaceSubrange(fragment.range, with: piece)
            } else {
                blank(&editor, fragment.range)
            }
            blank(&editor, fragment.range.upperBound..<editor.bytes.count)
            redactor.withMasking { editor.maskAddresses(&$0) }
        } else {
            redact(&editor, content ?? Content(verdict))
            return finish(editor, before)
        }
        editor.mendChecksums()
        return finish(editor, before)
    }

    private mutating func finish(_ editor: PacketEditor, _ before: Int) -> [UInt8] {
        if counts.blankedBytes > before { counts.blanked += 1 }
        if hasSecret { counts.changed += 1 }
        hasSecret = false
        return editor.bytes
    }

    // MARK: Packets

    /// What is inside the headers.
    private enum Content {
        case segment(Segment, FlowID?)
        case udp
        /// From the last layer's beginning nothing is known to be harmless.
        case unknown
        case nothing

        init(_ verdict: PacketVerdict) {
            switch verdict {
            case .tcp: self = .nothing
            case .udp: self = .udp
            case .otherIP, .notIP, .unknownLinkType, .malformed, .fragment: self = .unknown
            }
        }
    }

    private mutating func decode(
        _ packet: Packet, _ bytes: RawSpan
    ) -> (verdict: PacketVerdict, content: Content?, datagram: (bytes: [UInt8], content: Content)?) {
        var found: (segment: Segment, flow: FlowID?, bytes: [UInt8])?
        let verdict = Self.decode(packet, bytes, &decoder, &assembler, &found)
        guard decoder.anatomy.fragment != nil else {
            return (verdict, found.map { .segment($0.segment, $0.flow) }, nil)
        }
        return (verdict, nil, found.map { ($0.bytes, .segment($0.segment, $0.flow)) })
    }

    private static func decode(
        _ packet: Packet, _ bytes: RawSpan, _ decoder: inout PacketDecoder, _ assembler: inout StreamAssembler,
        _ found: inout (segment: Segment, flow: FlowID?, bytes: [UInt8])?
    ) -> PacketVerdict {
        decoder.decode(packet, bytes) { segment, span in
            let flow = assembler.receive(segment, in: packet, bytes: span) { _, _, _ in }
            // The bytes of a datagram are there for the call only.
            let isDatagram = segment.encapsulation.wasFragmented
            found = (segment, flow, isDatagram ? [UInt8](span, 0..<span.byteCount) : [])
        }
    }

    private mutating func redact(_ editor: inout PacketEditor, _ content: Content) {
        switch content {
        case .nothing: break
        case .segment(let segment, let flow):
            redact(&editor, segment, flow)
            blank(&editor, segment.payload.upperBound..<editor.bytes.count)
        case .udp:
            let start = editor.extents.last { $0.layer.kind == .udp }?.layer.position ?? 0
            blankOther(&editor, min(start + 8, editor.end)..<editor.end)
            blank(&editor, editor.end..<editor.bytes.count)
        case .unknown:
            redactUnknown(&editor)
        }
        redactor.withMasking { editor.maskAddresses(&$0) }
        editor.mendChecksums()
    }

    private mutating func redact(_ editor: inout PacketEditor, _ segment: Segment, _ flow: FlowID?) {
        guard let flow, let planned = plan.flows[flow.serial] else {
            return blankOther(&editor, segment.payload)
        }
        let index = segment.source == planned.client ? 0 : 1
        let stream = planned.streams[index]
        guard let base = stream.base else { return blank(&editor, segment.payload) }
        let isSYN = segment.flags.contains(.syn)
        let near = latest[flow.serial]?[index] ?? 0
        // Of the 2^32 places that a sequence number has in the stream the one nearest to the last.
        let expected = base &+ UInt32(truncatingIfNeeded: near)
        let distance = Int(Int32(bitPattern: segment.sequence &+ (isSYN ? 1 : 0) &- expected))
        let offset = near + distance
        if distance > 0 { latest[flow.serial, default: [0, 0]][index] = offset }
        guard !segment.payload.isEmpty else { return }
        let done = stream.apply(to: &editor.bytes, segment.payload, offset: offset)
        counts.blankedBytes += done.blanked
        if done.isChanged { hasSecret = true }
        if redactor.sweep(&editor.bytes, segment.payload) { hasSecret = true }
    }

    private mutating func redactUnknown(_ editor: inout PacketEditor) {
        guard let last = editor.extents.last else { return blankOther(&editor, 0..<editor.bytes.count) }
        let start = last.layer.position
        switch last.layer.kind {
        // What says whose station has which address.
        case .other(0x0806): blank(&editor, min(start + 28, editor.bytes.count)..<editor.bytes.count)
        // Type, code, checksum.
        case .icmp, .icmpv6: blankOther(&editor, min(start + 4, editor.bytes.count)..<editor.bytes.count)
        case .linuxSLL, .linuxSLL2:
            let header = last.layer.kind == .linuxSLL ? 16 : 20
            blankOther(&editor, min(start + header, editor.bytes.count)..<editor.bytes.count)
        case .ethernet: blankOther(&editor, min(start + 14, editor.bytes.count)..<editor.bytes.count)
        default: blankOther(&editor, min(start, editor.bytes.count)..<editor.bytes.count)
        }
    }

    private mutating func blankOther(_ editor: inout PacketEditor, _ range: Range<Int>) {
        guard keepsOthers else { return blank(&editor, range) }
        if redactor.sweep(&editor.bytes, range) { hasSecret = true }
    }

    private mutating func blank(_ editor: inout PacketEditor, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if editor.bytes[range].contains(where: { $0 != 0 }) { counts.blankedBytes += range.count }
        editor.blank(range)
    }
}
