import Dissection
import Packets
import PcapCapture
import Redaction
import Renderings
import Segments

/// One run: reads, dissects, saves, renders, writes. Files, pipes and interfaces go through the same loop.
///
/// A file is read at full speed and its report written in blocks. A pipe or an interface calls `wait` whenever it has
/// nothing: then all that was said so far is written out, and time passes. Under load the clock is looked at every few
/// packets, so that nothing waits longer than `Pace` allows.
final class Session<Output: Renderer> {
    /// Why the run ends before its input does.
    enum Stop {
        case signal(Int32)
        /// `--count`, `--duration`.
        case enough
        case output(OutputError)
        /// What is to be saved cannot be, or the interface is gone; one line.
        case failure(String)
    }

    /// Packets between two looks at the clock.
    private let packetsBetweenLooks = 32

    let report: Report
    let destination: OutputFile
    var presentation: Presentation<Output>
    var output: [UInt8] = []
    var dissector: Dissector
    var saver: PacketSaver?
    var stop: Stop?
    var rates: Rates
    var pace: Pace
    /// Packets come as they happen.
    var isStreaming = false
    var status: StatusLine?
    var live: LiveCapture?
    var watch: InterfaceWatch?
    /// An input could be opened.
    private var hasBegun = false
    /// That packets are missing has been said.
    var hasToldDrops = false
    private var packets = 0
    private var packetsSinceLook = 0

    init(_ report: Report, _ renderer: Output, _ destination: OutputFile) {
        self.report = report
        presentation = Presentation(renderer, filter: report.filter, rules: report.rules)
        self.destination = destination
        dissector = Dissector(options: report.options)
        let now = Clock.monotonic
        rates = Rates(now: now)
        pace = Pace(now: now, duration: report.duration)
    }

    // MARK: Runs

    /// Exit status.
    func run(_ captures: [String]) -> Int32 {
        var isWhole = true
        for capture in captures where stop == nil { collectSecrets(capture) }
        for capture in captures where stop == nil {
            if !dissect(capture) { isWhole = false }
        }
        return finish(isWhole)
    }

    /// Exit status.
    func run(_ capture: LiveCapture) -> Int32 {
        live = capture
        watch = InterfaceWatch(name: capture.name, isUp: NetworkInterface.isUp(capture.name))
        capture.wait = { [unowned self] descriptor, limit in wait(for: descriptor, atMost: limit) }
        beginStreaming()
        var source = capture
        let isWhole = dissect(&source)
        let status = finish(isWhole)
        if case .output(let error) = stop, error.isClosedPipe { return status }
        if case .failure = stop, packets == 0 { return status }
        Terminal.complain("\(capture.name): \(capture.statistics.summary)")
        return status
    }

    /// - Returns: Whether all of it could be read.
    private func dissect(_ path: String) -> Bool {
        var file: CaptureFile
        do throws(CaptureError) {
            file = try CaptureFile(
                path: path, filter: report.bpf, interrupted: { Signals.endingSignal != nil },
                wait: { [unowned self] descriptor, limit in wait(for: descriptor, atMost: limit) })
        } catch {
            // A pipe that was given up before it began is no capture, but that is nobody's fault.
            if stop == nil { complain("\(error)") }
            return stop != nil
        }
        return dissect(&file)
    }

    /// Writes the rest and tells the exit status.
    private func finish(_ isWhole: Bool) -> Int32 {
        if case .failure(let text) = stop { complain(text) }
        presentation.finish(to: &output)
        emit(toTheEnd: true)
        do throws(OutputError) {
            // Where nothing could be read, there is no report: an older file stays as it is.
            if case .output = stop {} else if hasBegun { try destination.finish() }
        } catch {
            stop = .output(error)
        }
        switch stop {
        case .output(let error):
            // A reader that has seen enough (`| head`) is no error.
            if error.isClosedPipe { return 0 }
            Terminal.complain("\(error)")
            return 3
        case .failure: return 3
        case .signal(let number): return 128 + number
        case .enough, nil:
            guard isWhole else { return 3 }
            if let limit = report.failOn, let worst = presentation.worst, worst >= limit { return 1 }
            return 0
        }
    }

    // MARK: One capture

    /// - Returns: Whether all of it could be read.
    private func dissect(_ source: inout some CaptureInput) -> Bool {
        guard openSaver(source.origin) else { return false }
        dissector = Dissector(options: report.options)
        hasBegun = true
        presentation.begin(source.description, to: &output)
        var problems: [String] = []
        var decoder = PacketsDecodedAhead()
        do throws(CaptureError) {
            try source.forEach(&decoder) { packet, bytes, decoded in
                take(packet, bytes, decoded)
                return stop == nil
            }
        } catch {
            // Broken off by us, not by the input.
            if stop == nil {
                complain("\(error)")
                problems.append("\(error)")
            }
        }
        let isWhole = problems.isEmpty
        dissector.finish { event in show(event) }
        let statistics = source.liveStatistics
        closeSaver(statistics)
        var description = source.description
        if let problem = statistics?.problem(stalled: destination.stalled) { problems.append(problem) }
        description.problems += problems
        let totals = report.redactor?.redact(dissector.totals) ?? dissector.totals
        presentation.end(description, totals: totals, to: &output)
        let unknown = dissector.totals.unknownLinkTypes.keys.sorted { $0.rawValue < $1.rawValue }
        if !unknown.isEmpty {
            let types = unknown.map(\.description).joined(separator: ", ")
            complain("\(description.file): holds packets of \(types), which cannot be read")
        }
        return isWhole && unknown.isEmpty
    }

    /// Takes a packet, and does what has become due behind it.
    private func take(_ packet: Packet, _ bytes: RawSpan, _ decoded: DecodedPacket) {
        packets &+= 1
        rates.packets &+= 1
        rates.bytes &+= packet.originalLength
        let place = dissector.receive(packet, bytes, decoded) { event in show(event) }
        if saver != nil { save(packet, bytes, place) }
        if let limit = report.count, packets >= limit { stop = stop ?? .enough }
        keepPace()
    }

    func show(_ event: Event) {
        switch event.body {
        case .message: rates.messages &+= 1
        case .flow:
            rates.flows += 1
            rates.openFlows += 1
        case .flowEnd: rates.openFlows -= 1
        default: break
        }
        // Not `?? event`, which would copy it for every message.
        if let redactor = report.redactor {
            presentation.show(redactor.redact(event), to: &output)
        } else {
            presentation.show(event, to: &output)
        }
    }

    /// After each packet: what has become due.
    private func keepPace() {
        if let number = Signals.endingSignal { stop = stop ?? .signal(number) }
        guard isStreaming else {
            if output.count >= OutputFile.blockSize { emit() }
            if Signals.takeStatusRequest() { tellStatus() }
            return
        }
        packetsSinceLook &+= 1
        guard packetsSinceLook >= packetsBetweenLooks else { return }
        packetsSinceLook = 0
        doWhatIsDue(isQuiet: false)
    }

    // MARK: Saving

    private func openSaver(_ origin: CaptureEncoder.Origin) -> Bool {
        guard let saving = report.saving else { return true }
        do throws(CaptureError) {
            saver = try PacketSaver(saving, origin: origin)
            return true
        } catch {
            stop = .failure("\(error)")
            return false
        }
    }

    private func save(_ packet: Packet, _ bytes: RawSpan, _ place: PacketPlace) {
        do throws(CaptureError) {
            try saver?.take(packet, bytes, place, dissector)
        } catch {
            giveUpSaving(error)
        }
    }

    private func closeSaver(_ statistics: LiveStatistics?) {
        guard saver != nil else { return }
        do throws(CaptureError) {
            try saver?.finish(statistics, at: dissector.totals.lastTime, dissector)
        } catch {
            giveUpSaving(error)
        }
        if let count = saver?.givenUp, count > 0 {
            complain("\(count) packets were not saved: it took too long to tell whether their flows are RTMP")
        }
        saver = nil
    }

    func giveUpSaving(_ error: CaptureError) {
        saver = nil
        stop = stop ?? .failure("\(error)")
    }
}
