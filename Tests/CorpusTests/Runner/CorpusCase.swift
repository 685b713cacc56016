// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// One case of a conformance corpus: a folder with a trace and what must come of it.
public struct CorpusCase: Hashable, Sendable {
    /// The name of the folder that the case is in.
    public let category: String
    /// The name of the case in its category.
    public let name: String
    /// The path of the case.
    public let path: String

    /// The category and the name.
    public var id: String { category + "/" + name }

    /// Finds the cases of a corpus, in the order of their names.
    public static func cases(in corpus: String) -> [CorpusCase] {
        folders(corpus).flatMap { category in
            folders(corpus + "/" + category).compactMap { name in
                let path = [corpus, category, name].joined(separator: "/")
                guard Directory.kind(of: path + "/expect.txt") == .file else { return nil }
                return CorpusCase(category: category, name: name, path: path)
            }
        }
    }

    private static func folders(_ path: String) -> [String] {
        ((try? Directory.entries(of: path)) ?? []).sorted().filter {
            !$0.hasPrefix(".") && Directory.kind(of: path + "/" + $0) == .directory
        }
    }

    /// The bytes of one of its files; nil when it has none of the name.
    public func bytes(_ name: String) -> [UInt8]? {
        try? FileReader.contents(of: path + "/" + name, limitBytes: 1 << 30)
    }

    /// The lines of one of its files; none when it has none of the name.
    public func lines(_ name: String) -> [String] {
        (bytes(name) ?? []).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names of its files that begin in some way, in ascending order.
    public func files(_ start: String) -> [String] {
        ((try? Directory.entries(of: path)) ?? []).sorted().filter { $0.hasPrefix(start) }
    }
}
