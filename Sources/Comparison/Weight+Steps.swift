import Dissection
import Transcripts

/// What it tells that only one session has a step, or that its outcome differs.
extension Weight {
    /// Of a step that the other session does not have.
    static func ofLone(_ step: Step) -> Weight {
        switch step.meaning {
        case .handshake(let part):
            return part.hasSuffix("1") || part == "encrypted" ? .decisive : part == "proxy line" ? .minor : .telling
        case .call(let name):
            if step.phase == .teardown || measuring.contains(name) { return .minor }
            if step.meaning.isEssential { return .decisive }
            return step.direction == .serverToClient && !awaited.contains(name) ? .minor : .telling
        case .answer(let call):
            // Play.Reset comes before the answer that counts, or not at all.
            if step.entry["code"] == .text("NetStream.Play.Reset") { return .telling }
            if step.meaning.isEssential { return .decisive }
            return step.phase == .teardown || measuring.contains(call) ? .minor : .telling
        case .status:
            if step.isRefusal { return .decisive }
            return step.phase == .teardown ? .minor : .telling
        case .control(let kind):
            return ["set chunk size", "window ack size", "StreamBegin", "SWFVerifyRequest"].contains(kind)
                ? .telling : .minor
        case .data(let handler): return handler == "onMetaData" ? .telling : .minor
        case .sequenceHeader: return .telling
        case .media(let kind, _): return kind == "audio" || kind == "video" ? .decisive : .minor
        case .end: return .telling
        }
    }

    /// Calls that measure the bandwidth, which nothing depends on.
    private static let measuring: Set<String> = [
        "onBWDone", "_checkbw", "checkBandwidth", "onBWCheck", "_onbwcheck", "_onbwdone",
    ]

    /// Calls of a server that some clients wait for.
    private static let awaited: Set<String> = ["onFCPublish", "onFCSubscribe", "close"]

    /// Of steps of one meaning that are of different kinds, or have different codes.
    static func outcome(_ a: Step, _ b: Step) -> Weight {
        switch a.meaning {
        case .answer(let call):
            if a.meaning.isEssential { return .decisive }
            return a.phase == .teardown || measuring.contains(call) ? .minor : .telling
        case .data: return .telling
        default: return a.isRefusal != b.isRefusal ? .decisive : .telling
        }
    }

    /// Of a step that comes in another order.
    static func ofOrder(_ step: Step) -> Weight {
        switch step.meaning {
        case .call:
            return step.direction == .clientToServer && step.phase < .metadata ? .telling : .minor
        case .answer: return .telling
        case .control(let kind):
            return kind == "set chunk size" && step.direction == .clientToServer ? .telling : .minor
        default: return .minor
        }
    }

    /// Of times, ns; `nil` where they are near enough.
    static func ofTiming(_ a: Int64, _ b: Int64) -> Weight? {
        let (short, long) = (Double(max(min(a, b), 0)), Double(max(a, b)))
        guard long - short > 0.25e9, long > 5 * short else { return nil }
        return long - short > 3e9 && long > 10 * short ? .telling : .minor
    }
}
