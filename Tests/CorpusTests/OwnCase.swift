// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A case of `Tests/Corpus`: one text file with metadata, data and what must come of them.
struct OwnCase: CustomStringConvertible, Sendable {
    /// Why a file is no case.
    struct FormError: Error {
        let problem: String
    }

    /// The path below the folder of cases.
    let description: String
    let metadata: [UInt8]
    let data: [UInt8]
    /// The elements, line by line.
    let elements: [String]
    /// The error, for example "data 17: the magic number"; nil for none.
    let error: String?

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../Corpus")
        .standardizedFileURL

    /// The paths of all cases.
    static let paths: [String] = {
        let found = try? FileManager.default.subpathsOfDirectory(atPath: root.path)
        return (found ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }()

    init(path: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        var sections: [String: [String]] = [:]
        var elements: [String] = []
        var current = ""
        // The elements of a section are all of them a number of times.
        func addElements() throws {
            guard let count = try Self.repetitions(current) else { return }
            for _ in 0..<count { elements += sections[current] ?? [] }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("["), line.hasSuffix("]") {
                try addElements()
                current = String(line.dropFirst().dropLast())
                sections[current] = []
            } else if !line.isEmpty {
                sections[current, default: []].append(String(line))
            }
        }
        try addElements()
        description = path
        let lines = sections["metadata"] ?? []
        let isTSDL = lines.first?.hasPrefix("/* CTF 1.8") == true
        metadata = Array(lines.map { isTSDL ? $0 + "\n" : "\u{1E}\($0)\n" }.joined().utf8)
        data = try Self.bytes(sections["data"] ?? [])
        self.elements = elements
        error = sections["error"]?.first
    }

    /// How many times the elements of a section are found; nil for one that has no elements.
    private static func repetitions(_ section: String) throws -> Int? {
        if section == "elements" { return 1 }
        guard section.hasPrefix("repeated ") else { return nil }
        guard let count = Int(section.dropFirst("repeated ".count).prefix { $0 != " " }) else {
            throw FormError(problem: "[\(section)] has no number")
        }
        return count
    }

    /// Bytes out of hexadecimal digits, groups of bits and quoted text.
    private static func bytes(_ lines: [String]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var bits = ""
        for line in lines {
            let words = line.prefix { $0 != "#" }.split(separator: " ")
            for word in words {
                if word.hasPrefix("%") {
                    bits += word.dropFirst()
                    while bits.count >= 8 {
                        bytes.append(UInt8(bits.prefix(8), radix: 2) ?? 0)
                        bits.removeFirst(8)
                    }
                } else if word.hasPrefix("'"), word.hasSuffix("'") {
                    bytes += Array(word.dropFirst().dropLast().utf8)
                } else {
                    let parts = word.split(separator: "*")
                    guard bits.isEmpty, parts.count <= 2, let digits = parts.first,
                        digits.count % 2 == 0, let count = parts.count == 2 ? Int(parts[1]) : 1
                    else { throw FormError(problem: "\(word) is no data") }
                    var run: [UInt8] = []
                    var rest = digits
                    while !rest.isEmpty {
                        guard let byte = UInt8(rest.prefix(2), radix: 16) else {
                            throw FormError(problem: "\(word) is no data")
                        }
                        run.append(byte)
                        rest = rest.dropFirst(2)
                    }
                    for _ in 0..<count { bytes += run }
                }
            }
        }
        guard bits.isEmpty else { throw FormError(problem: "the bits are no whole bytes") }
        return bytes
    }
}
