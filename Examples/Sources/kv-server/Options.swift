// SPDX-License-Identifier: Apache-2.0

/// The command line.
struct Options {
    struct UsageError: Error, CustomStringConvertible {
        let description: String
    }

    static let usage = """
        usage: kv-server [--port N] [--threads N] [--address A]

          --port N      TCP port, 0 for any that is free (6379)
          --threads N   event loops, each a thread (1)
          --address A   IP address to listen on (127.0.0.1)
        """

    private(set) var port = 6379
    private(set) var threads = 1
    private(set) var address = "127.0.0.1"
    private(set) var isHelp = false

    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            switch option {
            case "--port": port = try Self.number(option, rest.popFirst(), 0...65_535)
            case "--threads": threads = try Self.number(option, rest.popFirst(), 1...1024)
            case "--address": address = try Self.value(option, rest.popFirst())
            case "--help", "-h": isHelp = true
            default: throw UsageError(description: "unknown option '\(option)', see --help")
            }
        }
    }

    private static func value(_ option: String, _ text: String?) throws(UsageError) -> String {
        guard let text else { throw UsageError(description: "\(option) needs a value") }
        return text
    }

    private static func number(
        _ option: String,
        _ text: String?,
        _ range: ClosedRange<Int>
    ) throws(UsageError) -> Int {
        guard let number = Int(try value(option, text)), range.contains(number) else {
            throw UsageError(
                description: "\(option) needs a number from \(range.lowerBound)"
                    + " to \(range.upperBound)"
            )
        }
        return number
    }
}
