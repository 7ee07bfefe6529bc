/// Lists the NAL units of a coded picture while its payload flows past in pieces of any size.
///
/// Nothing is kept but headers, the heads of SEI messages and hashes of parameter sets; slices are stepped over. The result does not depend on
/// where the payload was cut.
///
/// ```
/// opening ──first bytes──► length ◄──► unit      each unit behind its length, as ISO/IEC 14496-15 has it
///                      └─► startCodes            each behind 00 00 01, as broken encoders have it
/// ```
public struct NALScanner: Sendable {
    private enum Phase {
        case opening, length, unit, startCodes
    }

    private let syntax: NALSyntax
    private let lengthSize: Int

    private var phase = Phase.opening
    private var scan = NALScan()
    private var sei = SEIReader()

    // The payload's first bytes, until it is known whether they are a start code.
    private var opening: UInt64 = 0
    private var openingCount = 0

    private var length = 0
    private var lengthCount = 0

    // The unit at hand. With start codes, `unitSize` is not known and `zeros` may belong to the next one.
    private var unitSize = 0
    private var seen = 0
    private var header: UInt16 = 0
    private var kind: NALUnitKind?
    /// Its bytes are looked at beyond the header: an SEI or a parameter set.
    private var isRead = false
    private var digest = UnitDigest()
    private var messagesBefore = 0
    private var zeros = 0
    private var isInUnit = false

    private var emptyUnits = 0
    private var shortUnits = 0
    private var forbiddenBits = 0
    private var brokenSEI = 0

    // As many as a start code of four bytes and the byte behind it.
    private static let openingSize = 5

    /// A scanner for one payload, whose units have lengths of `lengthSize` bytes, as the configuration record says.
    public init(syntax: NALSyntax, lengthSize: Int) {
        self.syntax = syntax
        self.lengthSize = min(max(lengthSize, 1), 4)
    }

    /// Takes the next piece of the payload, from its first byte behind the tag's header on.
    public mutating func feed(_ bytes: RawSpan) {
        var index = 0
        let count = bytes.byteCount
        while index < count {
            if phase == .unit, seen >= syntax.headerSize, !isRead {
                let step = min(unitSize &- seen, count &- index)
                seen &+= step
                index &+= step
                if seen == unitSize { endUnit() }
            } else {
                take(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
                index &+= 1
            }
        }
    }

    /// Says that the payload is over; the scanner is then as new.
    public mutating func finish() -> NALScan {
        if phase == .opening { decide() }
        var problems: [NALScan.Problem] = []
        switch phase {
        case .opening:
            break
        case .length:
            if lengthCount > 0 { problems.append(.incompleteLength(lengthCount)) }
        case .unit:
            if isStartCodeAfterAll {
                problems.append(.startCodes)
            } else {
                problems.append(.overrun(size: unitSize, available: seen))
                if kind?.isSEI == true { _ = sei.finishUnit() }
                record()
            }
        case .startCodes:
            problems.append(.startCodes)
            if isInUnit { endUnit() }
        }
        if emptyUnits > 0 { problems.append(.emptyUnits(emptyUnits)) }
        if shortUnits > 0 { problems.append(.shortUnits(shortUnits)) }
        if forbiddenBits > 0 { problems.append(.forbiddenBits(forbiddenBits)) }
        if brokenSEI > 0 { problems.append(.brokenSEI(brokenSEI)) }
        var result = scan
        result.problems = problems
        result.seiMessages = sei.messages
        self = NALScanner(syntax: syntax, lengthSize: lengthSize)
        return result
    }

    // MARK: A byte at a time

    private mutating func take(_ byte: UInt8) {
        switch phase {
        case .opening:
            opening = opening << 8 | UInt64(byte)
            openingCount &+= 1
            if openingCount == Self.openingSize { decide() }
        case .length:
            length = length << 8 | Int(byte)
            lengthCount &+= 1
            if lengthCount == lengthSize { beginUnit() }
        case .unit:
            takeUnit(byte)
            if seen == unitSize { endUnit() }
        case .startCodes:
            takeSeparated(byte)
        }
    }

    // 00 00 01 where no length of zero or one can be.
    private mutating func decide() {
        let (bytes, count) = (opening, openingCount)
        func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: bytes >> UInt64(8 * (count - 1 - index))) }
        let zeros = count >= 3 && byte(0) == 0 && byte(1) == 0
        let short = zeros && byte(2) == 1
        let long = zeros && byte(2) == 0 && count == Self.openingSize && byte(3) == 1
        // As a length, either would be one or begin with a zero length.
        let isStartCode =
            switch lengthSize {
            case 4: long && !isHeaderAlone(byte(4))
            case 3: (short && count > 3 && !isHeaderAlone(byte(3))) || long
            default: short || long
            }
        phase = isStartCode ? .startCodes : .length
        for index in 0..<count { take(byte(index)) }
    }

    private func isHeaderAlone(_ byte: UInt8) -> Bool {
        NALUnitKind(syntax, byte, nil)?.isHeaderAlone == true
    }

    // A length of 00 00 01 xx may be one; not if the payload is shorter, and the last byte begins a usual unit.
    private var isStartCodeAfterAll: Bool {
        guard lengthSize == 4, scan.unitCount == 0, emptyUnits == 0, unitSize >> 8 == 1 else { return false }
        let byte = UInt8(truncatingIfNeeded: unitSize)
        switch syntax {
        case .avc: return byte & 0x80 == 0 && [1, 5, 6, 7, 9].contains(byte & 31)
        case .hevc: return [0, 1, 19, 20, 21, 32, 35, 39].contains(byte >> 1)
        // The first byte of H.266's header has no type, and is 0 in streams of one layer.
        case .vvc: return byte == 0
        }
    }

    // § B.1.1: zeros before 00 00 01 belong to no unit, nor do those at the end.
    private mutating func takeSeparated(_ byte: UInt8) {
        if byte == 0 {
            zeros &+= 1
        } else if byte == 1, zeros >= 2 {
            if isInUnit { endUnit() }
            zeros = 0
            isInUnit = true
            startUnit()
        } else {
            while zeros > 0 {
                takeUnit(0)
                zeros &-= 1
            }
            takeUnit(byte)
        }
    }

    // MARK: Units

    private mutating func beginUnit() {
        (unitSize, length, lengthCount) = (length, 0, 0)
        guard unitSize > 0 else {
            emptyUnits &+= 1
            return
        }
        phase = .unit
        startUnit()
    }

    private mutating func startUnit() {
        (seen, header, kind, isRead) = (0, 0, nil, false)
        messagesBefore = sei.messages.count
    }

    private mutating func takeUnit(_ byte: UInt8) {
        seen &+= 1
        if seen > syntax.headerSize {
            if isRead { read(byte) }
            return
        }
        header = header << 8 | UInt16(byte)
        if seen == syntax.headerSize {
            let (high, low) = (UInt8(truncatingIfNeeded: header >> 8), UInt8(truncatingIfNeeded: header))
            let kind = syntax.headerSize == 1 ? NALUnitKind(syntax, low, nil) : NALUnitKind(syntax, high, low)
            self.kind = kind
            if kind?.isParameterSet == true {
                isRead = true
                digest = UnitDigest()
                if syntax.headerSize == 2 { digest.feed(high) }
                digest.feed(low)
            } else {
                isRead = kind?.isSEI == true
            }
        }
        if seen == 1, byte & 0x80 != 0 { forbiddenBits &+= 1 }
    }

    private mutating func read(_ byte: UInt8) {
        if kind?.isSEI == true { sei.feed(byte) } else { digest.feed(byte) }
    }

    private mutating func endUnit() {
        if seen < syntax.headerSize { shortUnits &+= 1 }
        if kind?.isSEI == true, !sei.finishUnit() { brokenSEI &+= 1 }
        if phase == .unit { phase = .length }
        if phase == .startCodes { unitSize = seen }
        if let kind, kind.isParameterSet, scan.parameterSets.count < NALScan.maximumParameterSets {
            scan.parameterSets.append(ParameterSet(kind: kind, size: unitSize, digest: digest.value))
        }
        record()
    }

    private mutating func record() {
        scan.unitCount &+= 1
        if kind?.isKeyFrame == true { scan.isKeyFrame = true }
        guard scan.units.count < NALScan.maximumUnits else { return }
        scan.units.append(
            NALUnit(kind: kind, size: unitSize, header: header, messageCount: sei.messages.count - messagesBefore))
    }
}
