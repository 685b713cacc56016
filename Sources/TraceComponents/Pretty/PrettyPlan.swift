// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

/// What is needed to print the event records of one data stream class of a trace, made once.
final class PrettyPlan: Sendable {
    /// For one event record class.
    struct Event: Sendable {
        /// What stands before the scopes: facts, name.
        let head: [UInt8]
        let program: PrettyProgram
    }

    let clock: ClockClass?
    let packetContext: PrettyProgram?
    private let events: [Event]

    init(
        _ stream: CompiledStreamClass,
        in trace: CompiledTrace,
        named name: String?,
        _ options: PrettyOptions
    ) {
        clock = stream.clock
        let header = PrettyHeader(trace.metadata.traceClass, name, options, hasClock: clock != nil)
        let streamClass = stream.streamClass
        packetContext = streamClass.packetContext.map { context in
            var compiler = PrettyCompiler(options)
            compiler.scope(context, .packetContext)
            return compiler.finish()
        }
        var events: [Event] = []
        for event in stream.events {
            var compiler = PrettyCompiler(options)
            var isFirst = packetContext == nil
            let scopes: [(StructureFieldClass?, FieldScope)] = [
                (streamClass.eventRecordCommonContext, .eventRecordCommonContext),
                (event.eventClass.specificContext, .eventRecordSpecificContext),
                (event.eventClass.payload, .eventRecordPayload),
            ]
            for (structure, scope) in scopes {
                guard let structure else { continue }
                if !isFirst { compiler.write(", ") }
                isFirst = false
                compiler.scope(structure, scope)
            }
            compiler.write("\n")
            events.append(
                Event(head: header.text(of: event.eventClass), program: compiler.finish())
            )
        }
        self.events = events
    }

    /// The plan of an event record class; nil for a class of another data stream class.
    func event(_ event: CompiledEventClass) -> Event? {
        let index = event.index
        return index < events.count ? events[index] : nil
    }
}

extension PrettyCompiler {
    /// Appends the steps of a root structure, with its name if wanted.
    mutating func scope(_ structure: StructureFieldClass, _ scope: FieldScope) {
        if options.names.contains(.scope) {
            let name =
                switch scope {
                case .packetContext: "stream.packet.context"
                case .eventRecordCommonContext: "stream.event.context"
                case .eventRecordSpecificContext: "event.context"
                default: "event.fields"
                }
            write("\(colors.bold)\(name)\(colors.reset) = ")
        }
        let names = options.names.contains(scope == .eventRecordPayload ? .payload : .context)
        self.structure(
            structure.members,
            Context(showsNames: names, skipsRoles: scope == .packetContext)
        )
    }
}
