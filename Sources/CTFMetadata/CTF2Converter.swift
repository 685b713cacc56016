// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Converts fragments to the model in the order in which they come.
///
/// A fragment is a flat list of JSON nodes; functions take the index of the node they read, and an
/// error computes the JSON path of its node when it is thrown.
struct CTF2Converter {
    /// How many field classes one fragment may have through aliases.
    static let expansionLimit = 200_000
    /// How many field classes all fragments may have through aliases, however short they are.
    static let totalExpansionLimit = 2_000_000
    /// How many more field classes they may have for each JSON value in them.
    static let expansionFactor = 16
    /// How deeply field classes may be nested when all aliases are expanded.
    static let depthLimit = 1024
    /// How deeply the values of attributes may be nested; their conversion is recursive.
    static let attributeDepthLimit = 100

    /// The JSON nodes of the current fragment.
    var tape: JSONTape
    var fragment = 0
    var expanded = 0
    var totalExpanded = 0
    var totalNodes = 0

    /// Whether the metadata is written in the draft dialect, where unknown properties are ignored.
    var isDraft = false
    /// The first error which is none in the draft dialect; a later fragment may tell the dialect.
    var strictError: CTFError?

    var hasPreamble = false
    var uuid: MetadataUUID?
    var attributes: Attributes = [:]
    var traceClass: TraceClass?
    var aliases: [[UInt8]: ConvertedClass] = [:]
    var clockClasses: [ClockClass] = []
    var clockIDs: Set<[UInt8]> = []
    var clockIdentities: [ClockIdentity: Int] = [:]
    var streamClasses: [DataStreamClass] = []
    var streamChecks: [UInt64: StreamClassCheck] = [:]
    var eventClasses: [EventRecordClass] = []
    var eventIDs: Set<EventID> = []

    /// What identifies an event record class.
    struct EventID: Hashable {
        let stream: UInt64
        let event: UInt64
    }

    /// What identifies a clock; its parts compare byte by byte.
    struct ClockIdentity: Hashable {
        let namespace: [UInt8]?
        let name: [UInt8]
        let uid: [UInt8]
    }

    /// Makes a converter for fragments in some bytes.
    init(_ bytes: [UInt8] = []) {
        tape = JSONTape(bytes)
    }

    /// Converts the fragment in a range of the bytes.
    mutating func convert(_ range: Range<Int>) throws(CTFError) {
        fragment += 1
        expanded = 0
        try tape.read(range, fragment: fragment)
        try checkObject(0, "fragment")
        let type = try requiredWord(0, .type, "a fragment type")
        guard hasPreamble != (type == .preamble) else {
            throw error(
                0,
                hasPreamble ? "there is a second preamble" : "the first fragment is no preamble",
                "The preamble must be the first fragment, and the only one of its type"
            )
        }
        switch type {
        case .preamble: try preamble()
        case .fieldClassAlias: try alias()
        case .traceClass: try convertTraceClass()
        case .clockClass: try clockClass()
        case .dataStreamClass: try dataStreamClass()
        case .eventRecordClass: try eventRecordClass()
        default: throw error(0, "\"\(type.rawValue)\" is not a fragment type", Remedy.version)
        }
        totalExpanded += expanded
        totalNodes += tape.nodes.count
        let limit = Self.totalExpansionLimit + Self.expansionFactor * totalNodes
        guard totalExpanded <= limit else {
            throw error(
                0,
                "aliases expand to more than \(limit) field classes",
                Remedy.smaller
            )
        }
    }

    /// The metadata that all fragments so far describe.
    ///
    /// A stream without a data stream class is let through: it describes an empty trace.
    func metadata() throws(CTFError) -> TraceMetadata {
        guard hasPreamble else {
            throw CTFError(
                .metadata,
                path: "",
                place: "",
                problem: "there is no fragment",
                remedy: "The metadata must begin with a preamble fragment"
            )
        }
        if let strictError, !isDraft { throw strictError }
        return TraceMetadata(
            uuid: uuid,
            traceClass: traceClass ?? TraceClass(),
            clockClasses: clockClasses,
            dataStreamClasses: streamClasses,
            eventRecordClasses: eventClasses,
            attributes: attributes
        )
    }
}

/// The remedies which several errors share.
enum Remedy {
    static let version =
        "Correct the word, or read the trace with the version of plume it was recorded by"
    static let smaller = "Split the trace, or describe it with fewer field classes"
    static let property = "Correct the property in the program which wrote the metadata"
}
