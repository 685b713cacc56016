// SPDX-License-Identifier: Apache-2.0

import KeyValue

extension Request {
    /// The words as text, which is easier to compare and to read.
    var texts: [String] { arguments.map { String(decoding: $0, as: UTF8.self) } }
}

extension RequestParser {
    /// Feeds pieces one after the other and collects the requests.
    static func requests(
        _ pieces: [ArraySlice<UInt8>],
        limits: RequestLimits = RequestLimits()
    ) throws(ProtocolError) -> [[String]] {
        var parser = RequestParser(limits: limits)
        var requests: [[String]] = []
        for piece in pieces {
            parser.append(piece)
            while let request = try parser.next() { requests.append(request.texts) }
        }
        return requests
    }
}

/// A small generator whose numbers are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
