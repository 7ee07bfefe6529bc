import Dissection
import Transcripts

/// What a capture does not have of its session: that it is missing there says nothing about the peers.
struct CaptureFaults {
    private let session: ComparedSession
    /// By direction: from here on bytes are missing, ns.
    private var missing: [Direction: Int64] = [:]
    private var isSilent: Set<Direction> = []
    private var isEncrypted = false

    init(_ session: ComparedSession) {
        self.session = session
        for entry in session.flow.entries {
            if entry.topic == .damage, let direction = entry.direction, let place = entry.place {
                missing[direction] = min(missing[direction] ?? .max, place.elapsed)
            }
            if entry.kind == "encrypted" { isEncrypted = true }
        }
        if let packets = session.flow.facts?.packetsOfSides, packets.count == 2 {
            for direction in [Direction.clientToServer, .serverToClient] where packets[Int(direction.rawValue)] == 0 {
                isSilent.insert(direction)
            }
        }
    }

    private var sawBeginning: Bool {
        session.flow.facts?.sawBeginning ?? true || session.steps.first?.phase == .handshake
    }

    /// In words, for the head of the report.
    var remarks: [String] {
        var remarks = session.problems
        if !sawBeginning { remarks.append("the connection's beginning is not in the capture") }
        for (direction, words) in [(Direction.clientToServer, "client"), (.serverToClient, "server")] {
            if isSilent.contains(direction) {
                remarks.append("nothing of what the \(words) sent is in the capture")
            } else if let start = missing[direction] {
                remarks.append("parts of what the \(words) sent are missing, from \(Self.seconds(start)) on")
            }
        }
        if isEncrypted { remarks.append("behind the handshake it is encrypted") }
        if session.isOpen { remarks.append("the connection was still open when the capture ended") }
        if session.isTruncated { remarks.append("too long to be compared as a whole") }
        return remarks
    }

    /// Whether the capture could not have had a step of the other session.
    /// - Parameters:
    ///   - before, after: The nearest steps of this session in the same lane, or any, that have partners.
    ///   - wait: ns that the other session took for the step from the one before it.
    func excuse(_ step: Step, before: Step?, after: Step?, wait: Int64) -> Bool {
        if isEncrypted, step.phase > .handshake { return true }
        if !sawBeginning, before == nil { return true }
        if let direction = step.direction {
            if isSilent.contains(direction) { return true }
            // Up to the next step that came through, the hole could have had it.
            if let hole = missing[direction], after?.elapsed ?? .max >= hole { return true }
        }
        guard session.isOpen else { return false }
        // Nobody knows how it would have ended.
        if step.phase >= .teardown { return true }
        guard after == nil else { return false }
        let left = session.captured - (before?.elapsed ?? 0)
        return left < wait + wait / 2 + 200_000_000
    }

    /// Whether the capture shows that a step came, and not what it said.
    func hides(_ step: Step) -> Bool {
        guard let direction = step.direction, isSilent.contains(direction) || missing[direction] != nil else {
            return false
        }
        // A handshake of which only the length is known; a command that ends before its end.
        if step.phase == .handshake { return step.entry["bytes"] != nil }
        return step.entry["undecoded"] != nil || step.meaning == .status("")
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let hundredths = nanoseconds / 10_000_000
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }
}
