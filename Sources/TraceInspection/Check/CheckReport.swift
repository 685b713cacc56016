// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// What a check of a trace has found.
public struct CheckReport: Sendable {
    /// Something that is not as it should be.
    public struct Problem: Hashable, Sendable {
        /// How bad it is.
        public enum Severity: Hashable, Sendable {
            /// Nothing of the trace can be read.
            case unreadable
            /// A part of the trace cannot be read.
            case damage
            /// All can be read, but it is not as the format or common sense demands.
            case irregularity
        }

        /// How bad it is.
        public let severity: Severity
        /// The file or folder.
        public let path: String
        /// Where in the file, for example "byte 17 (bit 139)"; empty for the whole file.
        public let place: String
        /// What is wrong.
        public let text: String

        /// Describes a problem.
        public init(_ severity: Severity, path: String, place: String = "", _ text: String) {
            self.severity = severity
            self.path = path
            self.place = place
            self.text = text
        }

        /// Tells an error of a reader as a problem.
        public init(_ severity: Severity, _ error: CTFError) {
            self.init(severity, path: error.path, place: error.place, error.problem)
        }

        /// One line for a person.
        public var line: String {
            [path, place, text].filter { !$0.isEmpty }.joined(separator: ": ")
        }
    }

    /// What was found in one data stream.
    public struct Stream: Sendable {
        /// The id of the data stream class.
        public let classID: UInt64
        /// The id in its class; nil when the packets name none.
        public let id: UInt64?
        /// The files.
        public let paths: [String]
        /// How many packets could be read.
        public internal(set) var packetCount: UInt64 = 0
        /// How many event records could be read.
        public internal(set) var eventRecordCount: UInt64 = 0
        /// How many bytes the packets have.
        public internal(set) var byteCount: UInt64 = 0
        /// How many event records the tracer says were lost.
        public internal(set) var discardedEventRecordCount: UInt64 = 0
        /// How many packets are missing by their numbers.
        public internal(set) var missingPacketCount: UInt64 = 0
        /// What is wrong, up to a limit.
        public internal(set) var problems: [Problem] = []
        /// How many more problems there are.
        public internal(set) var furtherProblemCount: UInt64 = 0

        mutating func add(_ problem: Problem) {
            if problem.severity == .irregularity, problems.count >= TraceCheck.problemLimit {
                furtherProblemCount += 1
            } else {
                problems.append(problem)
            }
        }
    }

    /// The folder of the trace.
    public let path: String
    /// The form of the metadata; nil when it cannot be read.
    public internal(set) var format: MetadataFormat?
    /// The UUID of the metadata stream.
    public internal(set) var uuid: MetadataUUID?
    /// How many event record classes there are.
    public internal(set) var eventRecordClassCount = 0
    /// The data streams.
    public internal(set) var streams: [Stream] = []
    /// What is wrong outside of the data streams.
    public internal(set) var problems: [Problem] = []

    /// All problems, those of the trace first.
    public var allProblems: [Problem] { problems + streams.flatMap(\.problems) }

    /// Whether nothing is wrong.
    public var isSound: Bool { allProblems.isEmpty }
}

extension CheckReport {
    /// Reports a trace of which nothing can be read.
    public init(unreadable path: String, _ error: CTFError) {
        self.init(path: path)
        problems = [Problem(.unreadable, error)]
    }
}
