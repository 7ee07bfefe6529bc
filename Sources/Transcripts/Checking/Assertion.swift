import AMF
import Dissection

/// Something that a capture has to fulfil, golden or not.
public enum Assertion: Equatable, Sendable {
    /// A status of this code was sent; `*` stands for anything.
    case status(String)
    /// No status of this code was sent.
    case noStatus(String)
    /// Each `connect` was answered within so many nanoseconds.
    case connectLatency(Int64)
    /// Each flow that publishes or plays lasted so many nanoseconds, from its first to its last packet.
    case duration(Int64)

    /// What it asks for, as a name of a test: `expect-status NetStream.Publish.Start`; escaped.
    public var name: String {
        switch self {
        case .status(let code): "expect-status \(code.escapedForTerminal)"
        case .noStatus(let code): "expect-no-status \(code.escapedForTerminal)"
        case .connectLatency(let limit): "max-connect-latency \(Self.milliseconds(limit))"
        case .duration(let limit): "min-duration \(Self.milliseconds(limit))"
        }
    }

    /// Why a capture does not fulfil it, a line each; empty where it does. What they quote is escaped.
    public func failures(in transcript: Transcript) -> [AssertionFailure] {
        switch self {
        case .status(let code): missing(code, transcript)
        case .noStatus(let code): unwanted(code, transcript)
        case .connectLatency(let limit): late(limit, transcript)
        case .duration(let limit): short(limit, transcript)
        }
    }

    // MARK: Statuses

    private func missing(_ code: String, _ transcript: Transcript) -> [AssertionFailure] {
        let pattern = Self.pattern(code)
        var seen: [String] = []
        for entry in transcript.flows.lazy.flatMap(\.entries) {
            guard let value = entry["code"], let text = value.string else { continue }
            if pattern.admits(value) { return [] }
            if !seen.contains(text), seen.count < 8 { seen.append(text) }
        }
        let others =
            seen.isEmpty ? "no status at all" : "only \(seen.map(\.escapedForTerminal).joined(separator: ", "))"
        return [AssertionFailure(self, "no status \(code.escapedForTerminal) was sent: \(others)")]
    }

    private func unwanted(_ code: String, _ transcript: Transcript) -> [AssertionFailure] {
        let pattern = Self.pattern(code)
        var failures: [AssertionFailure] = []
        for flow in transcript.flows {
            for entry in flow.entries {
                guard let value = entry["code"], pattern.admits(value) else { continue }
                let text = value.string?.escapedForTerminal ?? ""
                let why = entry["description"]?.string.map { ": \($0.escapedForTerminal)" } ?? ""
                failures.append(
                    AssertionFailure(
                        self, "\(entry.direction == .clientToServer ? "the client" : "the server") sent \(text)\(why)",
                        flow, entry))
                if failures.count == 16 { return failures }
            }
        }
        return failures
    }

    private static func pattern(_ code: String) -> TranscriptValue {
        let pieces = code.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        return pieces.count > 1 ? .glob(pieces) : .text(code)
    }

    // MARK: Times

    private func late(_ limit: Int64, _ transcript: Transcript) -> [AssertionFailure] {
        var failures: [AssertionFailure] = []
        var connects = 0
        for flow in transcript.flows {
            guard let call = flow.entries.first(where: { $0.kind == "connect" }) else { continue }
            connects += 1
            let answer = flow.entries.first { $0.kind == "result of connect" || $0.kind == "error of connect" }
            guard let answer, let latency = answer.place?.latency else {
                failures.append(AssertionFailure(self, "connect was not answered", flow, call))
                continue
            }
            guard latency > limit else { continue }
            failures.append(
                AssertionFailure(
                    self,
                    "connect was answered after \(Self.milliseconds(latency)), which is more than "
                        + Self.milliseconds(limit), flow, answer))
        }
        if connects == 0 { failures.append(AssertionFailure(self, "no connect was sent")) }
        return failures
    }

    private func short(_ limit: Int64, _ transcript: Transcript) -> [AssertionFailure] {
        let flows = transcript.flows.filter { flow in flow.title.contains { ["publish", "play"].contains($0.name) } }
        if flows.isEmpty { return [AssertionFailure(self, "no flow publishes or plays")] }
        return flows.compactMap { flow in
            guard let duration = flow.facts?.duration, duration < limit else { return nil }
            return AssertionFailure(
                self, "it lasted \(Self.milliseconds(duration)), which is less than \(Self.milliseconds(limit))", flow,
                nil)
        }
    }

    /// `44.1 ms`, rounded up, so that a limit never seems to be kept.
    private static func milliseconds(_ nanoseconds: Int64) -> String {
        let tenths = nanoseconds / 100_000 + (nanoseconds % 100_000 > 0 ? 1 : 0)
        return tenths % 10 == 0 ? "\(tenths / 10) ms" : "\(tenths / 10).\(tenths % 10) ms"
    }
}
