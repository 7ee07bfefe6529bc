import Renderings
import Transcripts

/// What a run of `check` is to do.
struct CheckPlan {
    /// A capture, with the golden that it is held against.
    struct Item: Equatable {
        var capture: String
        var golden: String?
    }

    var items: [Item] = []
    /// Goldens are written.
    var updates = false
    /// Parts that goldens keep beside theirs, and those that they do not.
    var with: Set<TranscriptPart> = []
    var without: Set<TranscriptPart> = []
    var settings = TranscriptSettings()
    var assertions: [Assertion] = []
    var report = Report()
    var junit: String?
    var sarif: String?
    var annotates = false
    var colour = false
    /// A terminal shows how far it is.
    var showsProgress = false

    /// What the command line does not allow; a sentence.
    struct Failure: Error { var sentence: String }

    /// Files, and what is in folders, each with its golden.
    static func items(_ arguments: [String], expect: String?) throws(Failure) -> [Item] {
        var items: [Item] = []
        var hasFolder = false
        for argument in arguments {
            guard argument != "-", CaptureFolder.isFolder(argument) else {
                items.append(Item(capture: argument, golden: CaptureFolder.stem(lastName(argument))))
                continue
            }
            hasFolder = true
            do throws(CaptureFolder.Failure) {
                let names = try CaptureFolder.captures(in: argument)
                if names.isEmpty { throw CaptureFolder.Failure(sentence: "\(argument): no captures in it") }
                let folder = argument.hasSuffix("/") ? argument : "\(argument)/"
                items += names.map { Item(capture: "\(folder)\($0)", golden: CaptureFolder.stem($0)) }
            } catch {
                throw Failure(sentence: error.sentence)
            }
        }
        guard let expect else { return items.map { Item(capture: $0.capture, golden: nil) } }
        let isOne = items.count == 1 && !hasFolder && !expect.hasSuffix("/") && !CaptureFolder.isFolder(expect)
        if isOne { return [Item(capture: items[0].capture, golden: expect)] }
        if CaptureFolder.exists(expect), !CaptureFolder.isFolder(expect) {
            throw Failure(
                sentence: "--expect \(expect): with several captures it is a folder, with NAME.transcript for each")
        }
        let folder = expect.hasSuffix("/") ? expect : "\(expect)/"
        var owners: [String: String] = [:]
        for index in items.indices {
            let golden = "\(folder)\(items[index].golden ?? "").transcript"
            if let other = owners.updateValue(items[index].capture, forKey: golden) {
                throw Failure(sentence: "\(other) and \(items[index].capture) would share the golden \(golden)")
            }
            items[index].golden = golden
        }
        return items
    }

    private static func lastName(_ path: String) -> String {
        path == "-" ? "standard-input" : String(path.split(separator: "/").last ?? "")
    }
}
