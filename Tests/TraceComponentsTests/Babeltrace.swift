// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The program of another project that reads CTF 1.8, if it is installed.
enum Babeltrace {
    private static let path = "/usr/bin/babeltrace2"

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// How many event records the program finds in a trace, and what it complains of.
    static func countEvents(_ folder: String) throws -> (count: UInt64?, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = [folder, "--component=sink.utils.counter", "--params=step=+0"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let text = String(decoding: bytes, as: UTF8.self)
        process.waitUntilExit()
        let line = text.split(separator: "\n").last { $0.contains("Event message") }
        let count = line?.split(separator: " ").first.flatMap { UInt64($0) }
        return (process.terminationStatus == 0 ? count ?? 0 : nil, text)
    }
}
