import Packets

extension CaptureError {
    /// The file ends in mid-record, which a capture in a corpus may do on purpose.
    var isCutOff: Bool {
        if case .cutOff = reason { return true }
        return false
    }
}
