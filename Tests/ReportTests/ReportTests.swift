import Foundation
import TestSupport
import Testing

/// Every capture in every format against `Reports/`, byte for byte.
///
/// `UPDATE_REPORTS=1` rewrites what differs and fails for each file that it wrote: the difference is to be read.
@Suite struct ReportTests {
    private static let rewrites = ProcessInfo.processInfo.environment["UPDATE_REPORTS"] == "1"

    @Test("a capture is rendered as its report says", arguments: Repository.captureNames, ReportFormat.allCases)
    func rendering(capture: String, format: ReportFormat) throws {
        let rendered = Data(try Rendering.render(capture, as: format))
        let report = Repository.reports.appending(path: "\(Repository.stem(capture)).\(format.rawValue)")
        let name = "Reports/\(report.lastPathComponent)"
        let kept = try? Data(contentsOf: report)
        if rendered == kept { return }
        if Self.rewrites {
            try FileManager.default.createDirectory(at: Repository.reports, withIntermediateDirectories: true)
            try rendered.write(to: report)
            Issue.record("\(name) was rewritten")
        } else if let kept {
            Issue.record("\(name) differs: \(FirstDifference(expected: kept, actual: rendered))")
        } else {
            Issue.record("\(name) is missing; UPDATE_REPORTS=1 writes it")
        }
    }

    @Test("text keeps to its width", arguments: [80, 100, 140])
    func width(columns: Int) throws {
        for capture in Repository.captureNames {
            let text = String(decoding: try Rendering.render(capture, as: .text, width: columns), as: UTF8.self)
            // The first line names the file. A word as long as a URL is not broken.
            let long = text.split(separator: "\n").dropFirst().filter { line in
                line.count > columns && !line.split(separator: " ").contains { $0.count > columns / 3 }
            }
            if let line = long.first { Issue.record("\(capture): \(line)") }
        }
    }

    @Test("every report has its capture")
    func stale() throws {
        let wanted = Set(
            Repository.captureNames.flatMap { capture in
                // Transcripts are held by `rtmp-dissect check` itself, in the tests of the command.
                (ReportFormat.allCases.map(\.rawValue) + ["transcript"]).map { "\(Repository.stem(capture)).\($0)" }
            })
        for name in Repository.files(in: Repository.reports) where !wanted.contains(name) {
            if Self.rewrites {
                try FileManager.default.removeItem(at: Repository.reports.appending(path: name))
                Issue.record("Reports/\(name) was removed: there is no such capture")
            } else {
                Issue.record("Reports/\(name) is of no capture")
            }
        }
    }

    @Test("no two captures share a report")
    func names() {
        let stems = Repository.captureNames.map(Repository.stem)
        #expect(!stems.isEmpty)
        #expect(Set(stems).count == stems.count)
    }

    @Test("the first difference is found and shown with its line")
    func difference() {
        let difference = FirstDifference(expected: Data("a\nbcd\ne\n".utf8), actual: Data("a\nbXd\ne\n".utf8))
        #expect("\(difference)".contains("line 2"))
        #expect("\(difference)".contains("bcd"))
        #expect("\(difference)".contains("bXd"))
        let longer = FirstDifference(expected: Data("a\n".utf8), actual: Data("a\nb\n".utf8))
        #expect("\(longer)".contains("line 2"))
        #expect("\(longer)".contains("1 line kept, 2 rendered"))
    }
}
