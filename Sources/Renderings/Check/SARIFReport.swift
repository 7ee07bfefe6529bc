import AMF
import Diagnostics
import Transcripts

/// Findings and failures as SARIF 2.1.0, which GitHub's code scanning and other viewers read.
public struct SARIFReport {
    private var results: [CheckResult] = []
    /// The version of the program.
    private let version: String

    /// - Parameter version: `0.1.0`.
    public init(version: String) { self.version = version }

    public mutating func add(_ result: CheckResult) { results.append(result) }

    /// The rules that are ours, beside those of `RuleTable`.
    private static let own: [(id: String, text: String)] = [
        ("transcript-differs", "the conversation is not that of the golden transcript"),
        ("assertion-failed", "the capture does not fulfil what was asked of it"),
        ("capture-unreadable", "the capture could not be read"),
    ]

    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("$schema")
            writer.string("https://json.schemastore.org/sarif-2.1.0.json")
            writer.key("version")
            writer.string("2.1.0")
            writer.key("runs")
            writer.array { writer in
                writer.object { writer in
                    writer.key("tool")
                    writer.object { tool(&$0) }
                    writer.key("columnKind")
                    writer.string("unicodeCodePoints")
                    writer.key("results")
                    writer.array { writer in
                        for result in results { write(result, &writer) }
                    }
                }
            }
        }
        return writer.take() + [UInt8(ascii: "\n")]
    }

    // MARK: The tool

    private func tool(_ writer: inout JSONWriter) {
        writer.key("driver")
        writer.object { writer in
            writer.key("name")
            writer.string("rtmp-dissect")
            writer.key("version")
            writer.string(version)
            writer.key("rules")
            writer.array { writer in
                for rule in RuleTable.all {
                    let why = rule.explanation
                    Self.rule(
                        rule.id, rule.title, rule.severity,
                        help: "\(why.meaning)\n\n\(why.consequence)\n\n\(why.fix)", &writer)
                }
                for rule in Self.own { Self.rule(rule.id, rule.text, .error, help: nil, &writer) }
            }
        }
    }

    private static func rule(
        _ id: String, _ title: String, _ severity: Severity, help: String?, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.key("id")
            writer.string(id)
            writer.key("shortDescription")
            text(title, &writer)
            if let help {
                writer.key("help")
                text(help, &writer)
            }
            writer.key("defaultConfiguration")
            writer.object { writer in
                writer.key("level")
                writer.string(severity.rawValue)
            }
        }
    }

    private static func text(_ text: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("text")
            writer.string(text)
        }
    }

    // MARK: Results

    private func write(_ result: CheckResult, _ writer: inout JSONWriter) {
        for finding in result.findings {
            Self.result(finding.rule, finding.severity, finding.text.escapedForTerminal, result.capture, nil, &writer) {
                if let flow = finding.flow {
                    $0.key("flow")
                    $0.integer(flow)
                }
                $0.key("first_packet")
                $0.integer(finding.firstPacket)
                $0.key("last_packet")
                $0.integer(finding.lastPacket)
                if let offset = finding.offset {
                    $0.key("offset")
                    $0.integer(offset)
                }
            }
        }
        for problem in result.problems where !result.isReadable {
            Self.result("capture-unreadable", .error, problem.escapedForTerminal, result.capture, nil, &writer)
        }
        for failure in result.failures {
            let text = "\(failure.assertion.name): \(failure.sentence)"
            Self.result("assertion-failed", .error, text, result.capture, nil, &writer)
        }
        let path = result.goldenPath ?? ""
        switch result.golden {
        case .missing:
            Self.result(
                "transcript-differs", .error, "\(path.escapedForTerminal) is not there", result.capture, nil, &writer)
        case .wrong(let error):
            Self.result("transcript-differs", .error, error.reason, path, error.line, &writer)
        case .failed(let sentence):
            Self.result("transcript-differs", .error, sentence.escapedForTerminal, path, nil, &writer)
        case .compared(let comparison):
            for sentence in comparison.flows.flatMap({ DifferenceSentence.all(of: $0) }) {
                let text = "\(result.capture.escapedForTerminal): \(sentence.text)"
                Self.result("transcript-differs", .error, text, path, sentence.line, &writer)
            }
        case .written, nil: break
        }
    }

    private static func result(
        _ rule: String, _ severity: Severity, _ message: String, _ file: String, _ line: Int?,
        _ writer: inout JSONWriter, properties: ((inout JSONWriter) -> Void)? = nil
    ) {
        writer.object { writer in
            writer.key("ruleId")
            writer.string(rule)
            if let index = ruleIndices[rule] {
                writer.key("ruleIndex")
                writer.integer(index)
            }
            writer.key("level")
            writer.string(severity.rawValue)
            writer.key("message")
            text(message, &writer)
            writer.key("locations")
            writer.array { writer in
                writer.object { writer in
                    writer.key("physicalLocation")
                    writer.object { writer in
                        writer.key("artifactLocation")
                        writer.object { writer in
                            writer.key("uri")
                            writer.string(uri(file))
                        }
                        // A capture has no lines, but GitHub shows no result without one.
                        writer.key("region")
                        writer.object { writer in
                            writer.key("startLine")
                            writer.integer(line ?? 1)
                        }
                    }
                }
            }
            if let properties {
                writer.key("properties")
                writer.object(properties)
            }
        }
    }

    private static let ruleIndices: [String: Int] = {
        let ids = RuleTable.all.map { $0.id } + own.map(\.id)
        return Dictionary(zip(ids, ids.indices)) { first, _ in first }
    }()

    /// A path as a URI reference, RFC 3986 § 2.3: what is not unreserved is escaped.
    static func uri(_ path: String) -> String {
        var result = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%\(digits.utf8.count == 1 ? "0" : "")\(digits)"
            }
        }
        return result
    }
}
