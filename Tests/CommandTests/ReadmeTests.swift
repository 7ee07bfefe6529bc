import Foundation
import TestSupport
import Testing

/// The README shows what the command prints, and nothing else.
struct ReadmeTests {
    /// A `console` block: a command line behind `$ rtmp-dissect `, and what it prints.
    struct Example: CustomTestStringConvertible {
        var arguments: [String]
        var output: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let examples: [Example] = {
        let readme = (try? String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)) ?? ""
        return readme.components(separatedBy: "```console\n").dropFirst().compactMap { rest in
            guard let end = rest.range(of: "```") else { return nil }
            let block = rest[..<end.lowerBound]
            let prompt = "$ rtmp-dissect "
            guard block.hasPrefix(prompt), let line = block.firstIndex(of: "\n") else { return nil }
            let arguments = block[..<line].dropFirst(prompt.count).split(separator: " ").map(String.init)
            return Example(arguments: arguments, output: String(block[block.index(after: line)...]))
        }
    }()

    @Test("the README has examples")
    func hasExamples() { #expect(Self.examples.count >= 2) }

    @Test("what the README shows is what the command prints", arguments: Self.examples)
    func isTrue(_ example: Example) throws {
        // Not what GitHub gets to see besides.
        let run = try CommandRun(example.arguments, environment: ["GITHUB_ACTIONS": ""])
        #expect(run.text == example.output)
    }
}
