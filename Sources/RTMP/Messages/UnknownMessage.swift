import Bytes
import Fields

/// A message of a type that no public document defines, or one whose body is not what its type promises.
public struct UnknownMessage: Equatable, Sendable {
    /// Its first bytes, at most `kept`.
    public var head: [UInt8]
    /// Why a message of a known type ended here.
    public var problem: DecodeError?

    static let kept = 64

    init(from reader: inout ByteReader, problem: DecodeError? = nil) {
        head = (try? reader.array(min(reader.remaining, Self.kept))) ?? []
        _ = reader.takeRest()
        self.problem = problem
    }

    var fields: [Field] {
        var fields = [Field("bytes", .bytes(head))]
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}
