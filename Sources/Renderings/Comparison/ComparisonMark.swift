import Comparison
import Dissection

/// Signs and colours of a comparison.
enum ComparisonMark {
    static func arrow(_ direction: Direction?) -> StyledText {
        switch direction {
        case .clientToServer: StyledText("→", .toServer)
        case .serverToClient: StyledText("←", .toClient)
        case nil: StyledText("⇥", .faint)
        }
    }

    static func style(of weight: Weight) -> TextStyle {
        switch weight {
        case .decisive: .bad
        case .telling: .warning
        case .minor: .plain
        case .trivial: .faint
        }
    }

    /// `the server: `, where the sentence does not say it.
    static func sender(_ difference: Difference) -> String {
        switch (difference.kind, difference.direction) {
        case (.stops, _), (_, nil): ""
        case (_, .clientToServer?): "client: "
        case (_, .serverToClient?): "server: "
        }
    }

    /// `-` and `+` as in a diff, `~` for what both have and differs.
    static func mark(_ row: Row, _ weight: Weight?) -> StyledText {
        if row.elsewhere != nil { return StyledText("↕", .warning) }
        switch row.onlySide {
        case .a: return StyledText("-", row.isExcused ? .faint : .bad)
        case .b: return StyledText("+", row.isExcused ? .faint : .good)
        case nil: break
        }
        guard let weight, weight > .trivial else { return StyledText(" ") }
        return StyledText("~", style(of: weight))
    }
}
