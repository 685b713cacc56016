// SPDX-License-Identifier: Apache-2.0

/// Why a trace cannot be read: what is wrong, where, and what to do next.
public struct CTFError: Error, Hashable, Sendable {
    /// The sort of problem.
    public enum Kind: Hashable, Sendable {
        /// The metadata stream is wrong.
        case metadata
        /// A data stream is wrong.
        case data
        /// A data stream ends within a packet; all before the cut could be read.
        case truncated
        /// The trace uses something which this version cannot read.
        case unsupported
        /// A file or directory cannot be read.
        case access
    }

    /// The sort of problem.
    public let kind: Kind
    /// The file or directory; empty when the bytes came from memory.
    public let path: String
    /// The place in the file, for example "fragment 3, $.length" or "packet 2, byte 17, bit 3".
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What to do next.
    public let remedy: String

    /// Describes a problem.
    public init(_ kind: Kind, path: String, place: String, problem: String, remedy: String) {
        self.kind = kind
        self.path = path
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// The same error about a file which the code that found it did not know.
    public func at(path: String) -> CTFError {
        CTFError(kind, path: path, place: place, problem: problem, remedy: remedy)
    }
}

extension CTFError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        let start = [path, place].filter { !$0.isEmpty }.joined(separator: ": ")
        return (start.isEmpty ? "" : start + ": ") + problem + ". " + remedy
    }
}
