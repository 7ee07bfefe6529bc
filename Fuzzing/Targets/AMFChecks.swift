import AMF

/// What must hold for AMF values whatever they were read from.
enum AMFChecks {
    static func values(_ values: [AMFValue], _ count: Int) throws(BrokenPromise) {
        try promise(values.count <= count, "\(values.count) values in \(count) bytes")
        for value in values {
            for length in [0, 5, 40, 240] {
                let summary = value.summary(maxLength: length)
                try promise(
                    summary.unicodeScalars.count <= max(length, 3) + 2 * AMFLimits.greatestDepth,
                    "\(summary.unicodeScalars.count) characters where \(length) were asked for")
                try OutputChecks.text(Array(summary.utf8))
                try promise(!summary.contains("\n"), "a summary of two lines")
            }
        }
    }
}
