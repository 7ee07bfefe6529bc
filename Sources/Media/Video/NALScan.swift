import Fields

/// What a payload of NAL units holds, as `NALScanner` found it.
public struct NALScan: Equatable, Sendable {
    /// What is odd about the payload.
    public enum Problem: Equatable, Sendable {
        /// Start codes of Annex B stand where lengths belong; the units were found by them where possible.
        case startCodes
        /// The last unit's length goes past the end of the payload.
        case overrun(size: Int, available: Int)
        /// The payload ended inside a length, of which there were only this many bytes.
        case incompleteLength(Int)
        /// This many lengths of zero.
        case emptyUnits(Int)
        /// This many units shorter than their header.
        case shortUnits(Int)
        /// This many units whose forbidden_zero_bit is 1: what is there is not NAL units, or is encrypted.
        case forbiddenBits(Int)
        /// This many SEI units that ended inside a message.
        case brokenSEI(Int)
    }

    /// The units in their order, at most `maximumUnits`.
    public internal(set) var units: [NALUnit] = []
    /// How many units there were.
    public internal(set) var unitCount = 0
    /// Whether one of them is of a picture at which decoding can begin.
    public internal(set) var isKeyFrame = false
    /// The messages of the SEI units in their order, at most 64.
    public internal(set) var seiMessages: [SEIMessage] = []
    /// The parameter sets among the units, at most `maximumParameterSets`.
    public internal(set) var parameterSets: [ParameterSet] = []
    /// What is odd.
    public internal(set) var problems: [Problem] = []

    /// How many units are kept; the others are only counted.
    public static let maximumUnits = 1024

    /// How many parameter sets of a frame are kept.
    public static let maximumParameterSets = 64

    // Runs of units that a summary names.
    private static let maximumRuns = 8

    init() {}

    /// "SEI 25 B (x264), IDR slice 4321 B": equal neighbours as one, "non-IDR slice ×4 9000 B".
    public var summary: String {
        var words: [String] = []
        var message = 0
        var index = 0
        while index < units.count {
            guard words.count < Self.maximumRuns else {
                words.append("\(unitCount - index) more")
                return words.joined(separator: ", ")
            }
            let first = units[index]
            var (count, size) = (0, 0)
            var labels: [String] = []
            while index < units.count, units[index].kind == first.kind {
                let end = min(message + units[index].messageCount, seiMessages.count)
                labels += seiMessages[message..<end].compactMap(\.label)
                message = end
                size += units[index].size
                count += 1
                index += 1
            }
            let times = count > 1 ? " ×\(count)" : ""
            let content = labels.isEmpty ? "" : " (\(labels.joined(separator: ", ")))"
            words.append("\(first.name)\(times) \(size) B\(content)")
        }
        if unitCount > units.count { words.append("\(unitCount - units.count) more") }
        return words.isEmpty ? "no units" : words.joined(separator: ", ")
    }
}

extension NALScan: FieldSource {
    /// "nal_units" of the JSON contract and what goes with it.
    public func writeFields(to sink: inout some FieldSink & ~Copyable) {
        var next = 0
        sink.records("nal_units", of: units) { unit, sink in
            let end = min(next + unit.messageCount, seiMessages.count)
            unit.writeFields(with: seiMessages[next..<end], to: &sink)
            next = end
        }
        sink.flag("key_frame", isKeyFrame)
        if unitCount > units.count { sink.integer("nal_unit_count", unitCount) }
        if !problems.isEmpty { sink.field("nal_problems", .list(problems.map { .text($0.description) })) }
    }
}

extension NALScan.Problem: CustomStringConvertible {
    /// A phrase: "a unit of 900 bytes has only 12".
    public var description: String {
        switch self {
        case .startCodes: "Annex B start codes in the place of lengths"
        case .overrun(let size, let available): "a unit of \(size) bytes has only \(available)"
        case .incompleteLength(let count): "the payload ends inside a length, after \(Self.counted(count, "byte"))"
        case .emptyUnits(let count): Self.counted(count, "length") + " of zero"
        case .shortUnits(let count): Self.counted(count, "unit") + " without a whole header"
        case .forbiddenBits(let count): Self.counted(count, "unit") + " with the forbidden bit"
        case .brokenSEI(let count): Self.counted(count, "SEI unit") + " ending inside a message"
        }
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
