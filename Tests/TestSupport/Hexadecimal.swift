/// Bytes written as hexadecimal digits; blanks are for the reader.
public func hex(_ digits: String) -> [UInt8] {
    let values = digits.filter { !$0.isWhitespace }.map { character in
        guard let value = character.hexDigitValue else { preconditionFailure("not hexadecimal: \(character)") }
        return UInt8(value)
    }
    precondition(values.count % 2 == 0, "half a byte in \(digits)")
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
}

extension [UInt8] {
    /// Two digits a byte.
    public var hexadecimal: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
