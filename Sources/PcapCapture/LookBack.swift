import Packets

/// Packets kept until it is known whether their flow is wanted, so that those before that moment can be saved too.
///
/// Packets leave it in the order in which they came. While one is undecided those behind it wait, up to a bound: then
/// it counts as not wanted.
public struct LookBack<Flow> {
    /// What is known of a flow.
    public enum Verdict: Sendable { case wanted, unwanted, undecided }

    private struct Entry {
        var packet: Packet
        var flow: Flow
        /// Offset of its first byte, counted from the first byte ever kept.
        var offset: Int
        var count: Int
    }

    private let maximumBytes: Int
    private let maximumPackets: Int
    /// Nanoseconds of capture time.
    private let maximumAge: Int64
    private var entries: [Entry] = []
    private var firstEntry = 0
    private var bytes: [UInt8] = []
    /// Offset of `bytes[0]`.
    private var base = 0
    /// Undecided packets that had to go.
    public private(set) var givenUp = 0

    /// A look-back of these bounds.
    public init(maximumBytes: Int = 32 << 20, maximumPackets: Int = 200_000, maximumAge: Int64 = 10_000_000_000) {
        self.maximumBytes = maximumBytes
        self.maximumPackets = maximumPackets
        self.maximumAge = maximumAge
    }

    /// Packets that wait.
    public var count: Int { entries.count - firstEntry }

    /// Adds a packet behind those that wait.
    public mutating func add(_ packet: Packet, _ span: RawSpan, of flow: Flow) {
        entries.append(Entry(packet: packet, flow: flow, offset: base + bytes.count, count: span.byteCount))
        span.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Hands on what is decided, up to the first packet that is not.
    ///
    /// - Parameters:
    ///   - now: time of the newest packet.
    ///   - verdict: asked for the first packet that waits, again and again until it is decided.
    public mutating func settle<Failure: Error>(
        at now: Timestamp, _ verdict: (Flow) -> Verdict, keep: (Packet, RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        while firstEntry < entries.count {
            let entry = entries[firstEntry]
            let start = entry.offset - base
            switch verdict(entry.flow) {
            case .wanted:
                firstEntry += 1
                let span = bytes.span.bytes
                try keep(entry.packet, span.extracting(start..<start + entry.count))
                continue
            case .unwanted:
                firstEntry += 1
                continue
            case .undecided:
                break
            }
            let isOverBound =
                count > maximumPackets || bytes.count - start > maximumBytes
                || now.since(entry.packet.time) > maximumAge
            guard isOverBound else { break }
            givenUp += 1
            firstEntry += 1
        }
        compact()
    }

    /// Frees what lies before the first packet that waits, once it is the larger half.
    private mutating func compact() {
        if firstEntry == entries.count {
            base += bytes.count
            bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
            entries.removeAll(keepingCapacity: entries.count < 1 << 14)
            firstEntry = 0
        } else if firstEntry > 1024, firstEntry > entries.count / 2 {
            let start = entries[firstEntry].offset - base
            bytes.removeFirst(start)
            base += start
            entries.removeFirst(firstEntry)
            firstEntry = 0
        }
    }
}
