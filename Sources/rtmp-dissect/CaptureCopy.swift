import Dissection
import Packets
import PcapCapture
import Redaction

/// Writes a redacted copy of a capture, whole or not at all.
struct CaptureCopy {
    let input: String
    let output: String

    /// Exit status.
    func run(_ redactor: Redactor, options: DissectionOptions, keepsOthers: Bool) -> Int32 {
        do throws(CaptureError) {
            var redaction = try prepare(redactor, options, keepsOthers)
            if let number = Signals.endingSignal { return 128 + number }
            var problem: CaptureError?
            do throws(OutputError) {
                problem = try copy(&redaction)
            } catch {
                Terminal.complain("\(error)")
                return 3
            }
            if let number = Signals.endingSignal { return 128 + number }
            tell(redaction.counts, redactor)
            guard let problem else { return 0 }
            Terminal.complain("\(problem); the copy has what is before")
            return 3
        } catch {
            Terminal.complain("\(error)")
            return 3
        }
    }

    private func prepare(
        _ redactor: Redactor, _ options: DissectionOptions, _ keepsOthers: Bool
    ) throws(CaptureError) -> CaptureRedaction {
        let isInterrupted = { Signals.endingSignal != nil }
        var file = try CaptureFile(path: input)
        redactor.collect(from: &file, options: options, isInterrupted: isInterrupted)
        var redaction = CaptureRedaction(redactor, options: options, keepsOthers: keepsOthers)
        file = try CaptureFile(path: input)
        redaction.plan(from: &file, isInterrupted: isInterrupted)
        if redaction.wantsDatagrams {
            file = try CaptureFile(path: input)
            redaction.gatherDatagrams(from: &file, isInterrupted: isInterrupted)
        }
        return redaction
    }

    /// - Returns: Why the input could not be read to its end.
    private func copy(_ redaction: inout CaptureRedaction) throws(OutputError) -> CaptureError? {
        var file: CaptureFile
        do throws(CaptureError) {
            file = try CaptureFile(path: input, isCopied: true)
        } catch {
            return error
        }
        let destination = try OutputFile(path: output)
        var buffer: [UInt8] = []
        var problem: CaptureError?
        while Signals.endingSignal == nil {
            do throws(CaptureError) {
                let isPacket: Void? = try file.nextFramed { packet, bytes, before, behind in
                    buffer += before
                    buffer += redaction.redact(packet, bytes)
                    buffer += behind
                }
                guard isPacket != nil else { break }
            } catch {
                problem = error
                break
            }
            if buffer.count >= OutputFile.blockSize { try destination.write(&buffer) }
        }
        buffer += file.takeFraming()
        try destination.write(&buffer)
        if Signals.endingSignal == nil { try destination.finish() }
        return problem
    }

    /// What was done; never the secrets.
    private func tell(_ counts: CaptureRedaction.Counts, _ redactor: Redactor) {
        let secrets = redactor.counts.filter { $0.count > 0 }.map { $0.kind.words($0.count) }
        let packets = Self.words(counts.changed, "packet", "packets")
        let found =
            secrets.isEmpty ? "no secrets found" : "replaced \(secrets.joined(separator: ", ")) in \(packets)"
        Terminal.print("\(output): \(Self.words(counts.packets, "packet", "packets")), \(found)")
        if redactor.masksAddresses {
            Terminal.print("  \(Self.words(redactor.addressCount, "address", "addresses")) replaced throughout")
        }
        if counts.blanked > 0 {
            Terminal.print(
                "  blanked \(Self.words(counts.blankedBytes, "byte", "bytes")) in "
                    + "\(Self.words(counts.blanked, "packet", "packets")): not RTMP, or not decoded")
        }
    }

    private static func words(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
