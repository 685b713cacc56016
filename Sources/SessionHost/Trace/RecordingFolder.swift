// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The folder of a recording, made before anything else so that nothing is started in vain, and
/// removed again where nothing came of the recording.
final class RecordingFolder {
    let path: String
    private var isKept = false

    /// How many recordings may begin in the same second.
    private static let attempts = 1_000

    /// Makes the folder.
    ///
    /// - Parameter wanted: its path; nil for one in the current directory that tells date and time.
    /// - Throws: why there is none.
    init(_ wanted: String?) throws(HostError) {
        let base = wanted ?? "plume-trace-\(Host.localTimestamp())"
        for number in 1...Self.attempts {
            let path = number == 1 ? base : "\(base)-\(number)"
            do throws(SystemError) {
                // The trace holds what programs had in memory, so that it is for this user alone.
                try Directory.create(path, mode: 0o700)
                self.path = path
                return
            } catch {
                if error.errno == .fileExists, wanted == nil { continue }
                throw Self.failure(path, error, isWanted: wanted != nil)
            }
        }
        throw .folderExists(base, isNamed: false)
    }

    deinit {
        if !isKept { try? Directory.removeDirectory(path) }
    }

    /// Leaves the folder where it is.
    func keep() { isKept = true }

    private static func failure(
        _ path: String,
        _ error: SystemError,
        isWanted: Bool
    ) -> HostError {
        error.errno == .fileExists
            ? .folderExists(path, isNamed: true)
            : .folderNotMade(path, error, isNamed: isWanted)
    }
}
