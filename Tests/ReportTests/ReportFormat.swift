/// The formats that are kept in `Reports/`, by the ending of their files.
enum ReportFormat: String, CaseIterable, Sendable {
    case text = "txt"
    case jsonLines = "jsonl"
}
