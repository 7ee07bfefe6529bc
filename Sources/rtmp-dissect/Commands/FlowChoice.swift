import ArgumentParser

/// `--flow 1` or `--flow 1,2`: a flow of each of two captures.
struct FlowChoice: ExpressibleByArgument {
    var a: Int
    var b: Int

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count <= 2, let first = numbers.first, let a = first, let last = numbers.last, let b = last,
            min(a, b) >= 1
        else { return nil }
        (self.a, self.b) = (a, b)
    }
}
