import Packets

/// The spans of time in which one kind of trouble was seen at one side: a few of them, the longest and the latest.
///
/// They cost nothing while nothing happens, so that what TCP had to tell can be laid beside a silence of the stream.
public struct TransportSpans: Equatable, Sendable {
    /// Incidents with no more than `mergeTime` between them.
    public struct Span: Equatable, Sendable {
        /// Time of the first incident.
        public var begin: Timestamp
        /// Time of the last incident, or its end.
        public var end: Timestamp
        /// Incidents in it.
        public var count: Int

        /// Nanoseconds from begin to end.
        public var duration: Int64 { max(end.since(begin), 0) }
    }

    /// In the order in which they began.
    public private(set) var spans: [Span] = []

    /// Spans kept of one kind; the shortest is forgotten first.
    static let maximum = 8
    /// Nanoseconds within which two incidents are one span.
    static let mergeTime: Int64 = 1_000_000_000

    /// None yet.
    public init() {}

    /// Notes something that took a moment, or from `begin` to `end`.
    mutating func add(from begin: Timestamp, to end: Timestamp) {
        if let last = spans.indices.last, begin.since(spans[last].end) <= Self.mergeTime {
            spans[last].end = max(spans[last].end, end)
            spans[last].count &+= 1
            return
        }
        if spans.count >= Self.maximum,
            let shortest = spans.indices.min(by: { spans[$0].duration < spans[$1].duration })
        {
            spans.remove(at: shortest)
        }
        spans.append(Span(begin: begin, end: end, count: 1))
    }

    /// Nanoseconds of the longest.
    public var longest: Int64 { spans.reduce(0) { max($0, $1.duration) } }

    /// Nanoseconds that they share with the time from `begin` to `end`.
    public func overlap(from begin: Timestamp, to end: Timestamp) -> Int64 {
        spans.reduce(0) { $0 &+ max(min($1.end, end).since(max($1.begin, begin)), 0) }
    }

    /// Incidents of the spans that touch the time from `begin` to `end`.
    public func count(from begin: Timestamp, to end: Timestamp) -> Int {
        spans.reduce(0) { $1.begin <= end && $1.end >= begin ? $0 &+ $1.count : $0 }
    }
}
