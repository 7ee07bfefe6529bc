/// All rules, in the order of the way from the wire to the media. A new rule is a line here.
public enum RuleTable {
    public static let all: [any Rule.Type] = []

    public static func named(_ id: String) -> (any Rule.Type)? { all.first { $0.id == id } }
}
