import Bytes

/// A video parameter set of H.265, § 7.3.2.1, read for its timing: some encoders give it here and nowhere else.
struct HEVCVideoParameterSet: Equatable, Sendable {
    /// Pictures a second, as vps_num_units_in_tick and vps_time_scale say.
    private(set) var frameRate: Double?
    /// Why the rest could not be read.
    private(set) var problem: DecodeError?

    /// Reads a NAL unit, header included; `origin` is where it began in the buffer.
    init(nalUnit: [UInt8], at origin: Int = 0) {
        var bits = BitReader(RBSP(unescaping: nalUnit, at: origin))
        do throws(DecodeError) { try read(&bits) } catch { problem = error }
    }

    private mutating func read(_ bits: inout BitReader) throws(DecodeError) {
        try bits.skip(16 + 4 + 2 + 6)
        let subLayers = try bits.bits(3)
        guard subLayers < 7 else { throw bits.invalid("vps_max_sub_layers_minus1", subLayers) }
        try bits.skip(1 + 16)
        _ = try HEVCProfileTierLevel(from: &bits)
        try HEVCProfileTierLevel.skipSubLayers(&bits, count: subLayers)
        for _ in (try bits.flag() ? 0 : subLayers)...subLayers {
            for _ in 0..<3 { _ = try bits.ue() }
        }
        let layers = try bits.bits(6) + 1
        let sets = try bits.ue("vps_num_layer_sets_minus1", upTo: 1023)
        try bits.skip(sets * layers)
        guard try bits.flag() else { return }
        let units = try bits.bits(32)
        let scale = try bits.bits(32)
        if units > 0, scale > 0 { frameRate = Double(scale) / Double(units) }
    }
}
