// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// How the sockets of recordings are called.
package enum RecordingSocket {
    private static let prefix = "record-"
    private static let suffix = ".socket"

    /// The name of a recording's socket, in the runtime directory.
    ///
    /// - Parameters:
    ///   - process: the process that hosts the recording.
    ///   - number: which of its recordings it is, from 0.
    /// - Returns: the name, without folders.
    static func fileName(process: Int32, _ number: Int) -> String {
        number == 0
            ? "\(prefix)\(process)\(suffix)" : "\(prefix)\(process).\(number)\(suffix)"
    }

    /// The numbers of the recordings that this process hosts, in whatever host.
    private static let taken = Monitor<Set<Int>>([])

    /// The lowest number that no recording of this process has, which it has from now on.
    static func takeNumber() -> Int {
        taken.change { taken in
            var number = 0
            while !taken.insert(number).inserted { number += 1 }
            return number
        }
    }

    /// Lets another recording have a number.
    static func giveBack(_ number: Int) { taken.change { _ = $0.remove(number) } }

    /// Whether a file of the runtime directory is called like the socket of a recording.
    package static func isOne(_ fileName: String) -> Bool {
        fileName.hasPrefix(prefix) && fileName.hasSuffix(suffix)
    }

    /// The process that has a socket, as digits; empty where the name tells none.
    ///
    /// - Parameter fileName: the name of a recording's socket, or of a program's.
    /// - Returns: the first digits of the name.
    package static func process(of fileName: String) -> String {
        String(fileName.drop { !$0.isNumber }.prefix { $0.isNumber })
    }
}
