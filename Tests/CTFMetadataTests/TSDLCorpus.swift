// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The metadata texts of other programs, if they were put beside the repository.
enum TSDLCorpus {
    /// One text and what must become of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: [UInt8]
        let mustPass: Bool
        /// The line of the error, if the case tells one.
        let errorLine: Int?

        var testDescription: String { name }

        /// The last part of the name.
        var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }
    }

    /// The folder with the cases.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/corpus").standardizedFileURL

    /// The names of the cases which differ on purpose, from docs/corpus-exceptions.md.
    private static let exceptions: [String] = {
        let document = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/corpus-exceptions.md")
        guard let text = try? String(contentsOf: document, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    }()

    /// Whether a rule covers a name; a star stands for any characters.
    private static func isException(_ name: String) -> Bool {
        exceptions.contains { pattern in
            (try? Regex(pattern.replacing("*", with: ".*")).wholeMatch(in: name)) != nil
        }
    }

    /// The texts, in the order of their names; empty when the folder is not there.
    static let cases: [Case] = {
        guard let manager = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        var cases: [Case] = []
        for case let path as String in manager where path.hasSuffix("/metadata") {
            // Packetized metadata itself is another reader's subject.
            if path.hasPrefix("yactfr-metadata-stream") { continue }
            guard let data = try? Data(contentsOf: folder.appending(path: path)),
                let text = text(of: [UInt8](data))
            else { continue }
            cases.append(testCase(path, text))
        }
        return cases.sorted { $0.name < $1.name }
    }()

    /// A text and the same in CTF 2.
    struct Translation: CustomTestStringConvertible, Sendable {
        let name: String
        let text: [UInt8]
        let translation: [UInt8]

        var testDescription: String { name }
    }

    /// The texts that have a translation.
    static let translations: [Translation] = accepted.compactMap { item in
        let path = item.name.replacing("-ctf1/", with: "-ctf2-translated/") + "/trace/metadata"
        guard path.contains("translated"),
            let data = try? Data(contentsOf: folder.appending(path: path))
        else { return nil }
        return Translation(name: item.name, text: item.text, translation: [UInt8](data))
    }

    /// The texts which must be accepted.
    static let accepted = cases.filter(\.mustPass)

    private static func testCase(_ path: String, _ text: [UInt8]) -> Case {
        let parts = path.split(separator: "/")
        let home = folder.appending(path: parts.prefix(2).joined(separator: "/"))
        let verdict = try? String(contentsOf: home.appending(path: "expect.txt"), encoding: .utf8)
        let error = try? String(
            contentsOf: home.appending(path: "expect-error.txt"),
            encoding: .utf8
        )
        let lines = error?.matches(of: /\[(\d+):\d+\]/).compactMap { Int($0.output.1) }
        let name = parts.dropLast().filter { $0 != "trace" }.joined(separator: "/")
        return Case(
            name: name,
            text: text,
            mustPass: verdict?.hasPrefix("FAIL metadata") != true || isException(name),
            errorLine: lines?.last
        )
    }

    /// The TSDL text of a metadata file; nil when it holds something else.
    private static func text(of bytes: [UInt8]) -> [UInt8]? {
        if bytes.first == 0x1E || bytes.isEmpty { return nil }
        let isLittle = bytes.starts(with: [0x57, 0x1D, 0xD1, 0x75])
        guard isLittle || bytes.starts(with: [0x75, 0xD1, 0x1D, 0x57]) else { return bytes }
        var text: [UInt8] = []
        var start = 0
        while start + 37 <= bytes.count {
            let sizes = [24, 28].map { offset in
                let field = bytes[(start + offset)..<(start + offset + 4)]
                return (isLittle ? Array(field.reversed()) : Array(field))
                    .reduce(0) { $0 << 8 | Int($1) }
            }
            guard sizes[0] >= 37 * 8, sizes[1] >= sizes[0], start + sizes[1] / 8 <= bytes.count
            else { return nil }
            text += bytes[(start + 37)..<(start + sizes[0] / 8)]
            start += sizes[1] / 8
        }
        return text
    }
}
