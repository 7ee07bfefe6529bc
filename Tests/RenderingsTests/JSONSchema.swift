import Foundation
import TestSupport

/// A validator for the part of JSON Schema (draft 2020-12) that `Schema/rtmp-dissect.schema.json` uses.
///
/// A keyword that it does not know is an error of the schema, never passed over.
struct JSONSchema {
    /// A value that the schema does not admit, or a schema that says what is not understood.
    struct Violation: Error, CustomStringConvertible {
        var path: String
        var reason: String

        var description: String { "\(path.isEmpty ? "/" : path): \(reason)" }
    }

    private let root: [String: Any]
    private let definitions: [String: Any]
    /// Every pattern in the schema.
    private var patterns: [String: NSRegularExpression] = [:]

    init(_ data: Data) throws {
        guard let root = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let definitions = root["$defs"] as? [String: Any]
        else { throw Violation(path: "", reason: "no schema with $defs") }
        self.root = root
        self.definitions = definitions
        var found: Set<String> = []
        walk { schema, _ in
            found.formUnion((schema["patternProperties"] as? [String: Any] ?? [:]).keys)
            if let pattern = schema["pattern"] as? String { found.insert(pattern) }
        }
        for pattern in found { patterns[pattern] = try NSRegularExpression(pattern: pattern) }
    }

    /// The schema of this repository.
    static func ofRepository() throws -> JSONSchema {
        try JSONSchema(Data(contentsOf: Repository.root.appending(path: "Schema/rtmp-dissect.schema.json")))
    }

    /// Holds a value against the whole schema, or against one of its definitions.
    func validate(_ value: Any, as definition: String? = nil) throws(Violation) {
        guard let definition else { return try check(value, root, "") }
        try check(value, ["$ref": "#/$defs/\(definition)"], "")
    }

    /// Every schema in the file, with where it stands.
    func walk(_ visit: (_ schema: [String: Any], _ path: String) -> Void) {
        for (name, schema) in definitions { walk(schema, "#/$defs/\(name)", visit) }
    }

    private func walk(_ any: Any, _ path: String, _ visit: (_ schema: [String: Any], _ path: String) -> Void) {
        guard let schema = any as? [String: Any] else { return }
        visit(schema, path)
        for keyword in ["properties", "patternProperties"] {
            for (name, inner) in schema[keyword] as? [String: Any] ?? [:] { walk(inner, "\(path)/\(name)", visit) }
        }
        for keyword in ["items", "additionalProperties", "propertyNames"] {
            if let inner = schema[keyword] { walk(inner, "\(path)/\(keyword)", visit) }
        }
        for keyword in ["oneOf", "anyOf"] {
            for inner in schema[keyword] as? [Any] ?? [] { walk(inner, "\(path)/\(keyword)", visit) }
        }
    }

    // MARK: Keywords

    private func check(_ value: Any, _ schema: [String: Any], _ path: String) throws(Violation) {
        for (keyword, argument) in schema {
            try check(value, keyword, argument, schema, path)
        }
    }

    private func check(
        _ value: Any, _ keyword: String, _ argument: Any, _ schema: [String: Any], _ path: String
    ) throws(Violation) {
        switch keyword {
        case "$schema", "$defs", "title", "description": break
        case "$ref":
            let name = (argument as? String)?.split(separator: "/").last.map(String.init) ?? ""
            guard let target = definitions[name] as? [String: Any] else {
                throw Violation(path: path, reason: "the schema refers to \(argument), which it does not have")
            }
            try check(value, target, path)
        case "type":
            let names = argument as? [String] ?? [argument as? String ?? ""]
            guard names.contains(where: { Self.is(value, $0) }) else {
                throw Violation(path: path, reason: "\(value) is not of type \(names.joined(separator: " or "))")
            }
        case "const":
            guard Self.same(value, argument) else { throw Violation(path: path, reason: "\(value) is not \(argument)") }
        case "enum":
            guard (argument as? [Any] ?? []).contains(where: { Self.same(value, $0) }) else {
                throw Violation(path: path, reason: "\(value) is none of \(argument)")
            }
        case "minimum", "maximum":
            guard Self.is(value, "number"), let number = value as? Double, let bound = argument as? Double else {
                break
            }
            guard keyword == "minimum" ? number >= bound : number <= bound else {
                throw Violation(path: path, reason: "\(number) is beyond the \(keyword) of \(bound)")
            }
        case "pattern":
            guard Self.is(value, "string"), let text = value as? String else { break }
            guard let pattern = argument as? String, matches(text, pattern) else {
                throw Violation(path: path, reason: "\(text.debugDescription) does not match \(argument)")
            }
        case "required":
            guard let object = value as? [String: Any] else { break }
            for name in argument as? [String] ?? [] where object[name] == nil {
                throw Violation(path: path, reason: "\(name) is missing")
            }
        case "dependentRequired":
            guard let object = value as? [String: Any] else { break }
            for (name, others) in argument as? [String: [String]] ?? [:] where object[name] != nil {
                for other in others where object[other] == nil {
                    throw Violation(path: path, reason: "\(name) without \(other)")
                }
            }
        case "properties", "patternProperties", "additionalProperties":
            // All three are one rule; the first that is there stands for it.
            guard
                keyword
                    == ["properties", "patternProperties", "additionalProperties"].first(where: { schema[$0] != nil })
            else { break }
            try checkMembers(value, schema, path)
        case "propertyNames":
            guard let object = value as? [String: Any], let names = argument as? [String: Any] else { break }
            for name in object.keys { try check(name, names, "\(path)/\(name)") }
        case "items":
            guard let items = value as? [Any], let item = argument as? [String: Any] else { break }
            for (index, element) in items.enumerated() { try check(element, item, "\(path)/\(index)") }
        case "minItems", "maxItems":
            guard let items = value as? [Any], let bound = argument as? Int else { break }
            guard keyword == "minItems" ? items.count >= bound : items.count <= bound else {
                throw Violation(path: path, reason: "\(items.count) elements against \(keyword) \(bound)")
            }
        case "oneOf", "anyOf":
            try checkChoice(value, keyword, argument as? [[String: Any]] ?? [], path)
        default:
            throw Violation(path: path, reason: "the schema has the keyword \(keyword), which is not known here")
        }
    }

    private func checkMembers(_ value: Any, _ schema: [String: Any], _ path: String) throws(Violation) {
        guard let object = value as? [String: Any] else { return }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let patterns = schema["patternProperties"] as? [String: [String: Any]] ?? [:]
        for (name, member) in object {
            var isKnown = false
            if let own = properties[name] {
                isKnown = true
                try check(member, own, "\(path)/\(name)")
            }
            for (pattern, own) in patterns where matches(name, pattern) {
                isKnown = true
                try check(member, own, "\(path)/\(name)")
            }
            guard !isKnown else { continue }
            if let others = schema["additionalProperties"] as? [String: Any] {
                try check(member, others, "\(path)/\(name)")
            } else if schema["additionalProperties"] as? Bool == false {
                throw Violation(path: path, reason: "\(name) is not in the schema")
            }
        }
    }

    private func checkChoice(
        _ value: Any, _ keyword: String, _ choices: [[String: Any]], _ path: String
    ) throws(Violation) {
        // Events say which schema is theirs: its complaint is the one worth reading.
        if let event = (value as? [String: Any])?["event"] as? String,
            choices.contains(where: { ($0["$ref"] as? String) == "#/$defs/event_\(event)" })
        {
            return try check(value, ["$ref": "#/$defs/event_\(event)"], path)
        }
        var matches = 0
        var reasons: [String] = []
        for choice in choices {
            do throws(Violation) {
                try check(value, choice, path)
                matches += 1
                if keyword == "anyOf" { return }
            } catch {
                reasons.append("\(error)")
            }
        }
        guard matches == 1 else {
            throw Violation(
                path: path, reason: "fits \(matches) of \(choices.count) choices: \(reasons.joined(separator: "; "))")
        }
    }

    // MARK: Values

    private func matches(_ text: String, _ pattern: String) -> Bool {
        let whole = NSRange(text.startIndex..., in: text)
        return patterns[pattern]?.firstMatch(in: text, range: whole) != nil
    }

    private static func same(_ a: Any, _ b: Any) -> Bool {
        guard isBoolean(a) == isBoolean(b) else { return false }
        return (a as? NSObject)?.isEqual(b as? NSObject) ?? false
    }

    private static func `is`(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "null": value is NSNull
        case "boolean": isBoolean(value)
        case "number": value is NSNumber && !isBoolean(value)
        case "integer": value is NSNumber && !isBoolean(value) && (value as? Double).map { $0 == $0.rounded() } ?? false
        case "string": value is String
        case "array": value is [Any]
        case "object": value is [String: Any]
        default: false
        }
    }

    /// JSONSerialization gives both as NSNumber, and `1 is Bool` holds. No number of JSON is encoded as a char.
    private static func isBoolean(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return false }
        return UInt8(bitPattern: number.objCType.pointee) == UInt8(ascii: "c")
    }
}
