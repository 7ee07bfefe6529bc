/// The RTMP flows that ended last, by serial: packets may still come that belong to them.
struct RecentFlows {
    private static let maximum = 65_536

    private var serials: Set<Int> = []
    private var order: [Int] = []
    private var oldest = 0

    func contains(_ serial: Int) -> Bool { serials.contains(serial) }

    mutating func insert(_ serial: Int) {
        guard serials.insert(serial).inserted else { return }
        if order.count < Self.maximum {
            order.append(serial)
        } else {
            serials.remove(order[oldest])
            order[oldest] = serial
            oldest = (oldest + 1) % Self.maximum
        }
    }
}
