import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What the fuzzer found once stays right.
struct RegressionTests {
    /// One input that once trapped or broke a promise: `Fuzzing/Regressions/TARGET/NAME`.
    struct Input: CustomTestStringConvertible, Sendable {
        var target: String
        var name: String

        var testDescription: String { "\(target)/\(name)" }
        var url: URL { RegressionTests.folder.appending(path: target).appending(path: name) }
    }

    static let folder = Repository.root.appending(path: "Fuzzing/Regressions")

    static let inputs: [Input] = FuzzTargets.all.flatMap { target in
        Repository.files(in: folder.appending(path: target.name)).map { Input(target: target.name, name: $0) }
    }

    @Test("an input that was a find is none any more", arguments: inputs)
    func input(_ input: Input) throws {
        let target = try #require(FuzzTargets.named(input.target))
        let bytes = [UInt8](try Data(contentsOf: input.url))
        #expect(throws: Never.self) { try target.run(bytes) }
    }

    @Test("every folder of inputs belongs to a target")
    func folders() {
        for name in Repository.files(in: Self.folder) { #expect(FuzzTargets.named(name) != nil, "\(name)") }
    }
}
