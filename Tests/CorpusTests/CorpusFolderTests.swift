import Dissection
import Foundation
import Testing

/// A whole folder of captures, where `RTMP_DISSECT_CORPUS` names one: `Scripts/check-corpus DIR` sets it.
///
/// The folder has a `manifest.json` whose `captures` name `file`, `group` and `name`, and message lists in
/// `expected/GROUP/NAME.jsonl`.
@Suite struct CorpusFolderTests {
    private static let path = ProcessInfo.processInfo.environment["RTMP_DISSECT_CORPUS"] ?? ""

    private struct Corpus: Decodable {
        struct Entry: Decodable {
            var file: String
            var group: String
            var name: String
        }

        var captures: [Entry]
    }

    @Test(
        "every message of every listed capture is there, in order, with its values",
        .enabled(if: !path.isEmpty, "RTMP_DISSECT_CORPUS names no folder of captures"))
    func corpus() throws {
        let root = URL(filePath: Self.path)
        let corpus = try JSONDecoder().decode(
            Corpus.self, from: Data(contentsOf: root.appending(path: "manifest.json")))
        var compared = 0
        var messages = 0
        for entry in corpus.captures {
            let capture = root.appending(path: entry.file)
            guard FileManager.default.fileExists(atPath: capture.path) else {
                Issue.record("\(entry.file) is in the manifest but not in the folder")
                continue
            }
            let dissected = try DissectedCapture(capture)
            if let problem = dissected.problem, !problem.isCutOff { Issue.record("\(problem)") }
            if !dissected.totals.unknownLinkTypes.isEmpty { Issue.record("\(entry.file): unknown link type") }
            let list = root.appending(path: "expected/\(entry.group)/\(entry.name).jsonl")
            guard FileManager.default.fileExists(atPath: list.path) else { continue }
            let comparison = Comparison(try ExpectedFlow.read(list), dissected)
            for difference in comparison.differences { Issue.record("\(entry.file): \(difference)") }
            compared += 1
            messages += comparison.messages
        }
        print("\(corpus.captures.count) captures read, \(compared) compared, \(messages) messages")
        #expect(messages > 0)
    }
}
