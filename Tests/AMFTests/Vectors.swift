import AMF
import Foundation
import Testing

/// `Vectors/amf-vectors.json`: values made and checked with an independent implementation.
struct Vectors: Decodable {
    var amf0: [Vector]
    var amf3: [Vector]
    var messages: [Vector]

    static let all: Vectors = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/amf-vectors.json")
        do {
            return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }()
}

struct Vector: Decodable, CustomTestStringConvertible {
    var name: String
    var hex: String
    var value: JSON?
    /// Of whole messages: the RTMP message type.
    var type: Int?

    var bytes: [UInt8] { AMFTests.hex(hex) }
    var testDescription: String { name }
}

indirect enum JSON: Equatable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case record([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSON].self) {
            self = .list(list)
        } else {
            var record = try container.decode([String: JSON].self)
            // Flags about the sender's memory, which the decoder passes over.
            record["fixed"] = nil
            record["weak"] = nil
            self = .record(record)
        }
    }
}

extension AMFValue {
    /// The value in the words of the vectors.
    var json: JSON {
        switch self {
        case .number(let number): number.isFinite ? .number(number) : .text(number.plainDescription)
        case .integer(let integer): .number(Double(integer))
        case .boolean(let boolean): .flag(boolean)
        case .string(let text): .text(text.string)
        case .null: .null
        case .undefined: .text("undefined")
        case .unsupported: .text("unsupported")
        case .object(let object): .record(record(object.members, object.className))
        case .ecmaArray(let array): .record(record(array.members, nil))
        case .array(let elements): .list(elements.map(\.json))
        case .mixedArray(let array):
            .record(record(array.members, nil).merging(["$dense": .list(array.elements.map(\.json))]) { $1 })
        case .date(let milliseconds, let zone):
            .record(["$date_ms": .number(milliseconds), "tz": .number(Double(zone))])
        case .xml(let text): .record(["$xml": .text(text.string)])
        case .bytes(let bytes): .record(["$bytes": .text(digits(bytes))])
        case .intVector(let items): vector("int", items.map { .number(Double($0)) })
        case .uintVector(let items): vector("uint", items.map { .number(Double($0)) })
        case .doubleVector(let items): vector("double", items.map { .number($0) })
        case .objectVector(let className, let items): vector(className.string, items.map(\.json))
        case .dictionary(let entries): .record(["$dict": .list(entries.map { .list([$0.key.json, $0.value.json]) })])
        case .externalizable(let object): externalized(object)
        case .reference(let index): .record(["$ref": .number(Double(index))])
        case .badReference(let index): .record(["bad": .number(Double(index))])
        case .avmPlus(let value): value.json
        case .truncated(let count): .record(["truncated": .number(Double(count))])
        }
    }

    private func record(_ members: [AMFMember], _ className: AMFText?) -> [String: JSON] {
        var record: [String: JSON] = [:]
        for member in members { record[member.name.string] = member.value.json }
        if let className { record["$class"] = .text(className.string) }
        return record
    }

    private func vector(_ type: String, _ items: [JSON]) -> JSON {
        .record(["$vector": .text(type), "items": .list(items)])
    }

    private func externalized(_ object: AMFExternalizable) -> JSON {
        if object.values.count == 1, let source = object["source"] {
            return .record(["$class": .text(object.className.string), "$ext": source.json])
        }
        var record = record(object.values, object.className)
        for member in object.values {
            if case .bytes(let bytes) = member.value { record[member.name.string] = .text(digits(bytes)) }
        }
        return .record(record)
    }

    private func digits(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
