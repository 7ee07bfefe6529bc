import Bytes

/// What a payload has cost so far, and the first thing that could not be read in it.
///
/// Once `failure` is set every container under construction closes with what it has: a failure spoils the rest of
/// the payload, since nothing tells where the next value begins, but not what came before.
struct DecodingProgress {
    struct Failure {
        var error: DecodeError
        /// Where the innermost value, name or body that could not be read begins.
        var start: Int
    }

    let limits: AMFLimits
    private(set) var failure: Failure?

    private var depth = 0
    private var values = 0
    private var referencedBytes = 0
    /// Only where the places of text were asked for.
    var trace: AMFTextTrace?

    init(limits: AMFLimits, trace: AMFTextTrace? = nil) {
        self.limits = limits
        self.trace = trace
    }

    /// Forgets the failure of an earlier value; what was spent stays spent.
    mutating func begin() {
        failure = nil
        depth = 0
        trace?.beginArgument()
    }

    /// Accounts for a value, or a declared name, that begins at `position`.
    mutating func countValue(at position: Int) throws(DecodeError) {
        guard values < limits.values else {
            throw DecodeError(.limit(what: "number of AMF values", bound: limits.values), at: position)
        }
        values += 1
    }

    /// Accounts for `count` bytes of text that a reference at `position` stands for.
    mutating func countReferenced(_ count: Int, at position: Int) throws(DecodeError) {
        guard count <= limits.referencedBytes - referencedBytes else {
            throw DecodeError(.limit(what: "text behind AMF references", bound: limits.referencedBytes), at: position)
        }
        referencedBytes += count
    }

    /// Goes one level down; balanced by `leave()` unless it throws.
    mutating func enter(at position: Int) throws(DecodeError) {
        guard depth < limits.depth else {
            throw DecodeError(.limit(what: "AMF nesting depth", bound: limits.depth), at: position)
        }
        depth += 1
    }

    mutating func leave() { depth -= 1 }

    /// Text was read, from `start` to where the cursor stands.
    mutating func noteText(_ role: AMFTextPlace.Role, from start: Int, to reader: borrowing ByteReader) {
        trace?.note(role, start..<reader.position, depth: depth)
    }

    /// A string was read that AMF3 may refer to.
    mutating func noteString(_ role: AMFTextPlace.Role, _ count: Int, before reader: borrowing ByteReader) {
        guard trace != nil else { return }
        let range = reader.position - count..<reader.position
        if count > 0 { trace?.remember(range) }
        trace?.note(role, range, depth: depth)
    }

    mutating func noteReference(_ role: AMFTextPlace.Role, to index: Int) {
        trace?.noteReference(role, to: index, depth: depth)
    }

    /// Records that reading stopped, and puts the cursor where the unreadable part begins.
    mutating func stop(_ error: DecodeError, from start: Int, _ reader: inout ByteReader) {
        if failure == nil { failure = Failure(error: error, start: start) }
        reader.move(to: start)
    }
}
