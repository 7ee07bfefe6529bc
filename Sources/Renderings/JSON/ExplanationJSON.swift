import Diagnostics

/// `rtmp-dissect explain --format json`: `explanations` of the contract.
public enum ExplanationJSON {
    /// One document with these entries.
    public static func write(_ entries: [KnowledgeEntry], to output: inout [UInt8]) {
        var json = JSONWriter()
        json.object { json in
            json.text("schema_version", JSONContract.version)
            json.array("entries") { json in
                for entry in entries { json.explanation(entry) }
            }
        }
        output.append(contentsOf: json.take())
        output.append(UInt8(ascii: "\n"))
    }
}

extension JSONWriter {
    fileprivate mutating func explanation(_ entry: KnowledgeEntry) {
        object { json in
            json.text("kind", entry.kind.rawValue)
            json.text("name", entry.name)
            json.text("title", entry.title)
            json.fields(entry.facts)
            for paragraph in entry.paragraphs {
                json.key(paragraph.topic.rawValue)
                json.string(paragraph.text)
            }
            json.array("other_names") { json in entry.otherNames.forEach { json.string($0) } }
            if entry.kind == .rule {
                json.array("references") { json in entry.references.forEach { json.string($0) } }
            }
        }
    }
}
