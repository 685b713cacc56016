// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A page of `docs` that a test follows: its files are written, its commands run, in its order.
struct FollowedDocument {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private let name: String
    private let text: String

    /// Reads the page of a name.
    init(_ name: String) throws {
        self.name = name
        text = try String(contentsOfFile: Self.root + "/docs/" + name, encoding: .utf8)
    }

    /// Writes the files: each block of code in a language whose paragraph ends with a path in
    /// backticks, a colon after it or not.
    ///
    /// - Returns: the paths.
    func writeFiles(_ language: String, into folder: String) throws -> [String] {
        var paths: [String] = []
        for part in text.components(separatedBy: "\n\n```\(language)\n").dropFirst().enumerated() {
            let before = text.components(separatedBy: "\n\n```\(language)\n")[part.offset]
            let paragraph = before.components(separatedBy: "\n\n").last ?? ""
            guard let path = paragraph.matches(of: #/`([A-Za-z\/]+\.[a-z]+)`/#).last?.output.1,
                let end = part.element.range(of: "```\n")
            else { continue }
            let file = "\(folder)/\(path)"
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true
            )
            try part.element[..<end.lowerBound].write(
                toFile: file,
                atomically: true,
                encoding: .utf8
            )
            paths.append(String(path))
        }
        return paths
    }

    /// Runs the commands of the blocks of a console, and compares what they print with the page.
    ///
    /// - Returns: how many there were.
    func runCommands(in folder: String, environment: [String: String] = [:]) throws -> Int {
        var count = 0
        // Commands are run one by one, so what one exports is said to those that follow.
        var exports = ""
        let tools = (Tools.plume as NSString).deletingLastPathComponent
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for block in text.matches(of: #/\n```console\n((?s:.)*?)\n```\n/#) {
            for example in "\n\(block.output.1)".components(separatedBy: "\n$ ").dropFirst() {
                let lines = example.split(separator: "\n", maxSplits: 1)
                let command = String(lines.first ?? "")
                let printed = lines.count > 1 ? String(lines[1]) : ""
                let run = try Finished(
                    ["bash", "-c", "cd \(folder) && \(exports){ \(command); } 2>&1"],
                    environment: environment.merging(["PATH": "\(tools):\(path)"]) { $1 }
                )
                #expect(run.status == 0, "\(name): \(command): \(run.output)")
                #expect(
                    Self.normalized(run.output) == Self.normalized(printed),
                    "\(name): \(command)"
                )
                if command.hasPrefix("export ") { exports += command + " && " }
                count += 1
            }
        }
        return count
    }

    /// The lines without what is another each time, and without members that `view` may leave out.
    private static func normalized(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var line = String(line)
            if line.contains("Build complete!") { return "Build complete!" }
            // What happens before is told by the compiler in the order of chance.
            let isProgress = line.contains(#/^\[[0-9]+\/[0-9]+\] |^Building for /#)
            if isProgress { return nil }
            line.replace(#/^\[[^\]]*\] \([^)]*\) .*?([a-z]+:[a-z_]+:) +\{/#) {
                "\($0.output.1) {"
            }
            line.replace(#/\{ (?:ring_end = [0-9]+, )?cpu_id = [0-9]+ \}, /#, with: "")
            line.replace(#/vpid = [0-9]+, vtid = [0-9]+/#, with: "process")
            line.replace(#/_[a-z]+_(?:length|present) = [a-z0-9]+, /#, with: "")
            line.replace(#/(thread_id|duration_ns) = [0-9]+/#) { "\($0.output.1) = …" }
            line.replace(#/file = "[^"]*\//#, with: "file = \"")
            line.replace(#/[0-9.]+ (?:s|ms|B|kB|KiB|MB)\b/#, with: "…")
            line.replace(#/\/[^ ']*\/usr\b/#, with: "…/usr")
            line.replace("Recorded 1 events ", with: "Recorded 1 event ")
            line.replace(#/ +/#, with: " ")
            return line
        }
    }
}
