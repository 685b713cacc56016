// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of the repository that git knows.
struct SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    let paths: [String]

    init() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", Self.root.path, "ls-files"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        paths = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { FileManager.default.fileExists(atPath: Self.root.path + "/" + $0) }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    func files(_ endings: String...) throws -> [(path: String, text: String)] {
        try paths.filter { path in endings.contains { path.hasSuffix($0) } }
            .map { ($0, try Self.text($0)) }
    }
}
