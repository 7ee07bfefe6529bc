import Dissection
import Packets
import PcapCapture
import Redaction

extension Session {
    /// A file is read twice where secrets are masked: what names a secret may come behind what repeats it. Of a pipe
    /// or an interface only what comes later is masked so.
    ///
    /// Whatever is wrong with the file is told when it is dissected.
    func collectSecrets(_ path: String) {
        guard let redactor = report.redactor, Terminal.isRegularFile(path),
            var file = try? CaptureFile(path: path, filter: report.bpf)
        else { return }
        redactor.collect(from: &file, options: report.options, limit: report.count) {
            Signals.endingSignal != nil
        }
        if let number = Signals.endingSignal { stop = stop ?? .signal(number) }
    }
}
