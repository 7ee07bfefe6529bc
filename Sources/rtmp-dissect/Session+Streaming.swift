import Dissection
import Packets
import PcapCapture
import Renderings

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Input that comes as it happens: waiting, keeping time, writing out.
extension Session {
    func beginStreaming() {
        guard !isStreaming else { return }
        isStreaming = true
        if report.format == .text, report.isForTerminal { status = StatusLine() }
    }

    /// Waits until there is something to read, and meanwhile does what is due.
    ///
    /// - Parameter limit: milliseconds after which to return even so.
    /// - Returns: Whether to go on reading.
    func wait(for descriptor: Int32, atMost limit: Int?) -> Bool {
        beginStreaming()
        if stop == nil, Self.isReadable(descriptor) {
            if let number = Signals.endingSignal { stop = .signal(number) }
            return stop == nil
        }
        while true {
            if let number = Signals.endingSignal { stop = stop ?? .signal(number) }
            doWhatIsDue(isQuiet: true)
            emit()
            if stop != nil { return false }
            var entries = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            if let watch = destination.watch { entries.append(watch) }
            let pause = min(pace.pause(from: Clock.monotonic), limit ?? .max)
            _ = poll(&entries, nfds_t(entries.count), Int32(clamping: pause))
            if entries[1].revents != 0 { Signals.drain() }
            if entries.count > 2 { lookAfterReader(entries[2].revents) }
            if entries[0].revents != 0 || limit != nil { return stop == nil }
        }
    }

    private static func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// The reader of the report takes more, or has gone away.
    private func lookAfterReader(_ events: Int16) {
        guard events != 0 else { return }
        do throws(OutputError) {
            try destination.push()
        } catch {
            stop = .output(error)
        }
        if destination.waiting == 0, events & Int16(POLLERR | POLLHUP) != 0 {
            stop = .output(OutputError(path: "standard output", number: EPIPE))
        }
    }

    // MARK: Time

    /// - Parameter isQuiet: No packet waits, so that the clock may tell the dissection how late it is.
    func doWhatIsDue(isQuiet: Bool) {
        let now = Clock.monotonic
        let due = pace.due(at: now)
        if due.contains(.end) { stop = stop ?? .enough }
        if due.contains(.folding) { presentation.flush(to: &output) }
        if due.contains(.sweeping), isQuiet, live != nil {
            dissector.advance(to: Clock.now) { event in show(event) }
        }
        if due.contains(.status) {
            rates.measure(now: now)
            lookAfterInterface()
            do throws(CaptureError) {
                try saver?.flush()
            } catch {
                giveUpSaving(error)
            }
        }
        if Signals.takeStatusRequest() { tellStatus() }
        if !due.isDisjoint(with: [.writing, .status]) { emit(renewsStatus: due.contains(.status)) }
    }

    private func lookAfterInterface() {
        guard let live else { return }
        let statistics = live.statistics
        rates.dropped = statistics.dropped
        if !hasToldDrops, let problem = statistics.problem(stalled: destination.stalled) {
            hasToldDrops = true
            complain("\(live.name): \(problem); the count is told at the end")
        }
        guard let change = watch?.note(isUp: NetworkInterface.isUp(live.name)), let text = watch?.text(change) else {
            return
        }
        if change == .gone {
            stop = stop ?? .failure(text)
        } else {
            complain(text)
        }
    }

    // MARK: Writing

    /// Writes out what was rendered.
    /// - Parameters:
    ///   - toTheEnd: Wait for the reader to take all of it; the status line goes.
    ///   - renewsStatus: The status line has changed.
    func emit(toTheEnd: Bool = false, renewsStatus: Bool = false) {
        if case .output = stop {
            output.removeAll()
            return
        }
        if status != nil, !output.isEmpty || renewsStatus || toTheEnd {
            var lines: [UInt8] = []
            status?.clear(&lines)
            lines += output
            if !toTheEnd { status?.show(statusText, columns: Terminal.columns ?? 80, &lines) }
            output = lines
        }
        guard !output.isEmpty else { return }
        do throws(OutputError) {
            if isStreaming, !toTheEnd { try destination.offer(&output) } else { try destination.write(&output) }
        } catch {
            stop = .output(error)
        }
    }

    private var statusText: String { "\(live?.name ?? "standard input") · \(rates.line)" }

    /// The answer to SIGUSR1 and SIGINFO.
    func tellStatus() {
        rates.measure(now: Clock.monotonic)
        if let live { rates.dropped = live.statistics.dropped }
        complain("\(live?.name ?? "so far"): \(rates.line)")
    }

    /// One line on standard error, which may be the terminal that also shows the report.
    func complain(_ text: String) {
        if status != nil {
            emit()
            var lines: [UInt8] = []
            status?.clear(&lines)
            do throws(OutputError) { try destination.write(&lines) } catch { stop = .output(error) }
        }
        report.complain(text)
    }
}
