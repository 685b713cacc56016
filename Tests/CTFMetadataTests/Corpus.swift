// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The cases of the conformance corpus, which is there only on some machines.
enum Corpus {
    /// One case.
    struct Case: CustomStringConvertible, Sendable {
        let category: String
        let name: String
        let folder: URL

        var description: String { "\(category)/\(name)" }

        /// The lines of the expectation.
        var expectation: [String] {
            let url = folder.appending(path: "expect.txt")
            let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").map(String.init)
        }

        /// The bytes of the metadata stream; a trace of LTTng is in a folder of a folder.
        var metadata: [UInt8] {
            let trace = folder.appending(path: "trace")
            let files = try? FileManager.default.subpathsOfDirectory(atPath: trace.path)
            let file = files?.first { $0 == "metadata" || $0.hasSuffix("/metadata") } ?? "metadata"
            return [UInt8]((try? Data(contentsOf: trace.appending(path: file))) ?? Data())
        }
    }

    /// The categories whose metadata is CTF 2.
    static let categories = [
        "yactfr-metadata-ctf2", "yactfr-metadata-ctf2-translated", "lttng-2.16-ctf2",
        "tracecompass-ctf2", "yactfr-iter-ctf2", "yactfr-iter-ctf2-translated",
    ]

    /// The folder of the corpus, next to the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../../shared/corpus")
        .standardizedFileURL

    /// All cases of some categories; empty when there is no corpus.
    static func cases(_ categories: [String] = Corpus.categories) -> [Case] {
        categories.flatMap { category in
            let folder = root.appending(path: category)
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
            return (names ?? []).sorted().map { name in
                Case(category: category, name: name, folder: folder.appending(path: name))
            }
        }
    }
}
