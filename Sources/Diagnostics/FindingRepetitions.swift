import Dissection
import Fields

/// Counts what a rule finds beyond its `maximumReports`: a sender that errs in every chunk gets two lines, not a
/// million.
struct FindingRepetitions {
    private struct Key: Equatable {
        var rule: String
        var direction: Direction?
        /// An error is never hidden behind a note.
        var severity: Severity
    }

    private struct Count {
        var reported = 0
        @Seldom var withheld: Withheld?
    }

    /// Those that were only counted.
    private struct Withheld {
        var last: Finding
        var firstPacket: Int
        var count = 1
    }

    private var counts = FewTable<Key, Count>()

    /// Whether a finding is to be reported; it is counted if not.
    mutating func admits(_ finding: Finding, maximum: Int) -> Bool {
        let key = Key(rule: finding.rule, direction: finding.direction, severity: finding.severity)
        var isAdmitted = false
        counts.update(key, Count(), maximum: .max) { count in
            if count.reported < maximum {
                count.reported += 1
                isAdmitted = true
            } else if let withheld = count.withheld {
                count.withheld = Withheld(
                    last: finding, firstPacket: withheld.firstPacket, count: withheld.count + 1)
            } else {
                count.withheld = Withheld(last: finding, firstPacket: finding.firstPacket)
            }
        }
        return isAdmitted
    }

    /// A closing finding for each kind that was found more often than reported, in the order in which they were first
    /// seen.
    ///
    /// - Parameter end: The flow's end; without it the finding stands at the last of them.
    func report(at end: Event?, to report: (Finding) -> Void) {
        for withheld in counts.all.compactMap(\.value.withheld) {
            let times = withheld.count == 1 ? "once more" : "\(withheld.count) times more"
            var finding = withheld.last
            finding.text = "\(times), the last in packet \(finding.lastPacket): \(finding.text)"
            finding.firstPacket = withheld.firstPacket
            finding.repetitions = withheld.count
            finding.data.append(Field("repetitions", .integer(withheld.count)))
            if let end {
                finding.time = end.time
                finding.elapsed = end.elapsed
            }
            report(finding)
        }
    }
}
