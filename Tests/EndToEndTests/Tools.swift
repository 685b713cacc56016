// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The programs under test, in the release build that `./test` makes.
enum Tools {
    static let plume = ProcessInfo.processInfo.environment["PLUME_TEST_TOOL"] ?? ""
    static let programs = ProcessInfo.processInfo.environment["PLUME_TEST_PROGRAMS"] ?? ""
    /// The tests need the release build, which `./test end-to-end` makes and names.
    static var areBuilt: Bool { !plume.isEmpty && !programs.isEmpty }

    static func program(_ name: String) -> String { "\(programs)/\(name)" }
}

/// What a finished command left behind.
struct Finished {
    let status: Int32
    let output: String
    let errors: String

    /// Runs a command to its end.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let running = try Running(arguments, environment: environment)
        self = running.wait()
    }

    init(status: Int32, output: String, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }
}

/// A command that is running, with its output going to files.
final class Running {
    let process = Process()
    private let folder = TemporaryFolder()

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        for name in ["output", "errors"] {
            _ = FileManager.default.createFile(atPath: folder.path(name), contents: nil)
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: folder.path("output"))
        process.standardError = FileHandle(forWritingAtPath: folder.path("errors"))
        try process.run()
    }

    var output: String { text("output") }
    var errors: String { text("errors") }

    private func text(_ name: String) -> String {
        // Texts of programs need not be UTF-8.
        String(
            decoding: FileManager.default.contents(atPath: folder.path(name)) ?? Data(),
            as: UTF8.self
        )
    }

    /// Waits until the output holds a text; false after ten seconds.
    func waits(for text: String) -> Bool { waits { output.contains(text) } }

    /// Waits until something is so; false after ten seconds.
    func waits(until condition: () -> Bool) -> Bool {
        for _ in 0..<1_000 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }

    func wait() -> Finished {
        process.waitUntilExit()
        let code =
            process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
        return Finished(status: code, output: output, errors: text("errors"))
    }
}

/// A folder that goes away with the value.
final class TemporaryFolder {
    private let root = NSTemporaryDirectory() + "/plume-test-" + UUID().uuidString

    init() {
        try? FileManager.default.createDirectory(
            atPath: root,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { "\(root)/\(name)" }
}
