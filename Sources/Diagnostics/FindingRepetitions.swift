import Dissection
import Fields

/// Counts what a rule finds beyond its `maximumReports`: a sender that errs in every chunk gets two lines, not a
/// million.
struct FindingRepetitions {
    private struct Key: Hashable {
        var rule: String
        var direction: Direction?
        /// An error is never hidden behind a note.
        var severity: Severity
    }

    private struct Count {
        var reported = 0
        /// The last of those that were only counted.
        var last: Finding?
        var firstPacket = 0
        var withheld = 0
    }

    private var counts: [Key: Count] = [:]
    /// In the order in which they were first seen.
    private var order: [Key] = []

    /// Whether a finding is to be reported; it is counted if not.
    mutating func admits(_ finding: Finding, maximum: Int) -> Bool {
        let key = Key(rule: finding.rule, direction: finding.direction, severity: finding.severity)
        if counts[key] == nil { order.append(key) }
        guard counts[key, default: Count()].reported >= maximum else {
            counts[key, default: Count()].reported += 1
            return true
        }
        if counts[key]?.withheld == 0 { counts[key]?.firstPacket = finding.firstPacket }
        counts[key]?.withheld += 1
        counts[key]?.last = finding
        return false
    }

    /// A closing finding for each kind that was found more often than reported.
    ///
    /// - Parameter end: The flow's end; without it the finding stands at the last of them.
    func report(at end: Event?, to report: (Finding) -> Void) {
        for key in order {
            guard let count = counts[key], count.withheld > 0, var finding = count.last else { continue }
            let times = count.withheld == 1 ? "once more" : "\(count.withheld) times more"
            finding.text = "\(times), the last in packet \(finding.lastPacket): \(finding.text)"
            finding.firstPacket = count.firstPacket
            finding.repetitions = count.withheld
            finding.data.append(Field("repetitions", .integer(count.withheld)))
            if let end {
                finding.time = end.time
                finding.elapsed = end.elapsed
            }
            report(finding)
        }
    }
}
