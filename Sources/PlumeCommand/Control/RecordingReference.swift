// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SessionHost

/// Which recording is meant: the one of a process, or the one with a name.
struct RecordingReference: ExpressibleByArgument {
    /// A process of the recording, or its controller; 0 where a name says which.
    let process: UInt32
    /// The name; nil where a process says which.
    let name: String?

    /// The only recording.
    static let only = RecordingReference(process: 0, name: nil)

    init(process: UInt32, name: String?) {
        self.process = process
        self.name = name
    }

    init?(argument: String) {
        if let process = UInt32(argument) {
            self.init(process: process, name: nil)
        } else if RecordingName.isValid(argument) {
            self.init(process: 0, name: argument)
        } else {
            return nil
        }
    }
}
