// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// A span of time as people write it: "10s", "500ms", "5m"; a number alone is seconds.
struct TimeSpan: ExpressibleByArgument {
    let nanoseconds: UInt64

    init?(argument: String) {
        let units: [(String, UInt64)] = [
            ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
            ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ]
        let unit = units.first { argument.hasSuffix($0.0) }
        let digits = argument.dropLast(unit?.0.count ?? 0)
        guard let number = UInt64(digits), number > 0,
            case (let product, false) = number.multipliedReportingOverflow(
                by: unit?.1 ?? 1_000_000_000
            )
        else { return nil }
        nanoseconds = product
    }
}
