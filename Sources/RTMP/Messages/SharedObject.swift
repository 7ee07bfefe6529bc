import AMF
import Bytes
import Fields

/// A shared object message, types 19 and 16: which object, which version, and what happened to it.
public struct SharedObject: Equatable, Sendable {
    public var name: AMFText
    public var version: UInt32
    /// Flags, first word: 0 temporary, 2 persistent.
    public var persistence: UInt32
    /// Flags, second word: 0 in all that is known.
    public var flags: UInt32
    public var events: [SharedObjectEvent]
    /// Type 16: 0 for AMF0, 3 for AMF3 values.
    public var encoding: UInt8?
    public var problem: DecodeError?

    /// - Parameter hasEncoding: Type 16 has a leading encoding byte, type 19 has none.
    init(from reader: inout ByteReader, hasEncoding: Bool, limits: AMFLimits) throws(DecodeError) {
        encoding = hasEncoding ? try reader.u8() : nil
        let nameLength = Int(try reader.u16())
        name = AMFText(bytes: try reader.array(nameLength))
        version = try reader.u32()
        persistence = try reader.u32()
        flags = try reader.u32()
        events = []
        do throws(DecodeError) {
            while !reader.isAtEnd {
                events.append(try SharedObjectEvent(from: &reader, isAMF3: encoding == 3, limits: limits))
            }
        } catch {
            problem = error
        }
    }

    var fields: [Field] {
        var fields: [Field] = [
            Field("name", .text(name.string)),
            Field("version", .integer(Int(version))),
            Field("persistent", .flag(persistence == 2)),
        ]
        if let encoding { fields.append(Field("encoding", .integer(Int(encoding)))) }
        fields.append(Field("events", .list(events.map { .record($0.fields) })))
        if let problem { fields.append(Field("problem", .text("\(problem)"))) }
        return fields
    }
}
