import AMF
import RTMP
import Segments
import Synchronization

/// Bytes that stand in the place of others.
struct PayloadChange: Sendable {
    /// In the payload, or in the direction's stream.
    var position: Int
    var bytes: [UInt8]
}

/// Masks what a run comes across: stream names, queries, tokens, logins, and addresses where they are to be masked.
///
/// One object serves all captures of a run, so that the same secret looks the same in all of them.
public final class Redactor: PayloadRedacting {
    private struct State: Sendable {
        var masking: TextMasking
        var changes: [PayloadChange] = []
        var vetted = 0
    }

    private let state: Mutex<State>
    private let limits: AMFLimits

    /// - Parameter masksAddresses: Addresses and host names are secret as well.
    public init(masksAddresses: Bool, limits: AMFLimits = .init()) {
        state = Mutex(
            State(masking: TextMasking(book: SecretBook(), addresses: masksAddresses ? AddressBook() : nil)))
        self.limits = limits
    }

    /// Addresses are masked.
    public var masksAddresses: Bool { state.withLock { $0.masking.addresses != nil } }

    /// Different secrets so far, by kind.
    public var counts: [(kind: SecretKind, count: Int)] { state.withLock { $0.masking.book.counts } }

    /// Different addresses so far.
    public var addressCount: Int { state.withLock { $0.masking.addresses?.count ?? 0 } }

    func withMasking<Result: Sendable>(_ body: (inout TextMasking) -> sending Result) -> sending Result {
        state.withLock { body(&$0.masking) }
    }

    // MARK: Messages

    public func redact(_ payload: inout [UInt8], of header: Message.Header) {
        let before = payload
        state.withLock { state in
            PayloadRedaction.redact(&payload, type: header.type, limits: limits, &state.masking)
        }
        note(before, payload)
    }

    /// Remembers what became of a message or a prefix until the next one.
    func note(_ before: [UInt8], _ after: [UInt8]) {
        state.withLock { state in
            state.changes = Self.differences(before, after)
            state.vetted = after.count
        }
    }

    /// Of the message or prefix redacted last: where it was changed, and how much of it was looked at.
    func lastChanges() -> (changes: [PayloadChange], vetted: Int) {
        state.withLock { ($0.changes, $0.vetted) }
    }

    /// Puts placeholders where long secrets stand in bytes that were not read as text.
    /// - Returns: Whether there was one.
    func sweep(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        state.withLock { $0.masking.book.sweep(&bytes, range) }
    }

    private static func differences(_ a: [UInt8], _ b: [UInt8]) -> [PayloadChange] {
        var changes: [PayloadChange] = []
        var position = 0
        let count = min(a.count, b.count)
        while position < count {
            guard a[position] != b[position] else {
                position += 1
                continue
            }
            let start = position
            while position < count, a[position] != b[position] { position += 1 }
            changes.append(PayloadChange(position: start, bytes: Array(b[start..<position])))
        }
        return changes
    }
}
