// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Converts fragments to the model in the order in which they come.
///
/// Each function that reads a property keeps `path` up to date, so that an error tells where it is.
struct MetadataConverter {
    /// A field class which fragments can refer to by name, and what it costs to expand.
    struct Alias {
        let fieldClass: FieldClass
        let nodes: Int
        let depth: Int
    }

    /// How many field classes one fragment may have when all aliases are expanded.
    static let nodeLimit = 100_000
    /// How many field classes all fragments may have when all aliases are expanded.
    static let totalNodeLimit = 2_000_000
    /// How deeply field classes may be nested when all aliases are expanded.
    static let depthLimit = 64

    var fragment = 0
    var path: [String] = []
    var nodes = 0
    var totalNodes = 0
    var depth = 0
    var deepest = 0

    var hasPreamble = false
    var uuid: MetadataUUID?
    var traceClass: TraceClass?
    var aliases: [String: Alias] = [:]
    var clockClasses: [ClockClass] = []
    var clockIDs: Set<String> = []
    var streamClasses: [DataStreamClass] = []
    var streamChecks: [UInt64: StreamCheck] = [:]
    var eventClasses: [EventRecordClass] = []
    var eventIDs: Set<EventID> = []

    /// What identifies an event record class.
    struct EventID: Hashable {
        let stream: UInt64
        let event: UInt64
    }

    /// Converts a fragment.
    mutating func convert(_ value: JSONValue, fragment: Int) throws(CTFError) {
        self.fragment = fragment
        path = []
        nodes = 0
        let object = try Properties(value, of: "fragment", in: self)
        let type = try requiredString(object, "type")
        guard hasPreamble != (type == "preamble") else {
            throw error(
                hasPreamble ? "there is a second preamble" : "the first fragment is no preamble",
                "The preamble must be the first fragment, and the only one of its type"
            )
        }
        switch type {
        case "preamble": try preamble(object)
        case "field-class-alias": try alias(object)
        case "trace-class": try traceClass(object)
        case "clock-class": try clockClass(object)
        case "data-stream-class": try dataStreamClass(object)
        case "event-record-class": try eventRecordClass(object)
        default: throw error("\"\(type)\" is not a fragment type", Remedy.version)
        }
        totalNodes += nodes
        guard totalNodes <= Self.totalNodeLimit else {
            throw error("there are more than \(Self.totalNodeLimit) field classes", Remedy.smaller)
        }
    }

    /// The metadata, once all fragments were converted.
    ///
    /// A stream without a data stream class is let through: it describes an empty trace.
    func finish() throws(CTFError) -> TraceMetadata {
        guard hasPreamble else {
            throw error("there is no fragment", "The file must begin with a preamble fragment")
        }
        return TraceMetadata(
            uuid: uuid,
            traceClass: traceClass ?? TraceClass(),
            clockClasses: clockClasses,
            dataStreamClasses: streamClasses,
            eventRecordClasses: eventClasses
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
