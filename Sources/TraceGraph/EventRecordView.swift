// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceFields
public import TraceModel

/// An event record as components outside of this package see it: its class and its values.
///
/// This is the stable view. How records are decoded and kept may change with each version, so
/// that what ``Message`` holds for that is the package's own. A view makes its values when they are
/// asked for, on the heap, for this one record: it is for looking, not for printing millions.
public struct EventRecordView {
    /// The class: name, id, log level, attributes and the classes of the fields.
    public let eventClass: EventRecordClass
    private let message: Message

    init?(_ message: Message) {
        guard message.kind == .event, let event = message.event else { return nil }
        eventClass = event.eventClass
        self.message = message
    }

    /// The fields of a root structure; nil when the class has none of them.
    ///
    /// They can be asked for until the iterator that gave the message is asked for the next one.
    ///
    /// - Parameter scope: the context of the packet or of the event, or the payload.
    /// - Returns: a structure.
    public func values(of scope: FieldScope) -> RecordedValue? {
        let stream = message.stream?.streamClass.streamClass
        if scope == .packetContext {
            guard let context = stream?.packetContext, let fields = message.packetContext else {
                return nil
            }
            var source = FieldSource(fields)
            return RecordedValue(context, &source)
        }
        guard let fields = message.fields else { return nil }
        // The values stand in this order, and each structure takes its own.
        var source = FieldSource(fields)
        let roots: [(scope: FieldScope, structure: StructureFieldClass?)] = [
            (.eventRecordCommonContext, stream?.eventRecordCommonContext),
            (.eventRecordSpecificContext, eventClass.specificContext),
            (.eventRecordPayload, eventClass.payload),
        ]
        for root in roots {
            guard let structure = root.structure else { continue }
            let values = RecordedValue(structure, &source)
            if root.scope == scope { return values }
        }
        return nil
    }
}

extension Message {
    /// The event record that the message brings; nil for other messages.
    public var record: EventRecordView? { EventRecordView(self) }
}
