import Dissection
import Testing
import Transcripts

@testable import Comparison

/// Steps of one lane, paired in order.
@Suite struct StepAlignmentTests {
    private func steps(_ names: [String]) -> [Step] {
        names.map {
            Step(meaning: .call($0), phase: .connect, entry: TranscriptEntry(.clientToServer, $0))
        }
    }

    private func pairs(_ a: [String], _ b: [String]) -> [[Int]] {
        StepAlignment(steps(a), steps(b), likeness: Pairing.likeness).pairs.map { [$0.a, $0.b] }
    }

    @Test("what is equal at both ends pairs, and what is between does as far as it can")
    func ends() {
        #expect(pairs(["a", "b", "c"], ["a", "x", "y", "c"]) == [[0, 0], [2, 3]])
        #expect(pairs(["a", "b", "c", "d"], ["a", "c", "d"]) == [[0, 0], [2, 1], [3, 2]])
        #expect(pairs([], ["a"]) == [])
        #expect(pairs(["a", "a"], ["a", "a", "a"]).count == 2)
    }

    @Test("a call without which there is no session keeps its place when another one moves")
    func weighty() {
        #expect(pairs(["publish", "a"], ["a", "publish"]) == [[0, 1]])
        #expect(pairs(["a", "publish"], ["publish", "a"]) == [[1, 0]])
    }

    @Test("pairs rise on both sides, whatever the lengths", arguments: [3, 40, 2100])
    func rising(count: Int) {
        // Beyond the table's bound, too: nothing is equal at either end.
        let a = ["first"] + (0..<count).map { "a\($0 % 7)" } + ["end of a"]
        let b = ["begin"] + (0..<count).map { "a\($0 % 5)" } + ["end of b"]
        let pairs = pairs(a, b)
        #expect(pairs.count >= min(count, 3))
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0[0] < $1[0] && $0[1] < $1[1] })
        #expect(pairs.allSatisfy { a[$0[0]] == b[$0[1]] })
    }
}
