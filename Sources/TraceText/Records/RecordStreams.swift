// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceFields
internal import TraceGraph
internal import TraceModel

/// What a sink of data knows of one data stream class; made once.
protocol RecordPlan: Sendable {
    /// What the records of a data stream have in common for a while.
    associatedtype StreamText: Sendable

    /// The field plans to which steps refer.
    var plans: ValuePlans { get }

    /// Makes what the records of a data stream have in common before its first packet.
    ///
    /// - Parameters:
    ///   - stream: the data stream.
    ///   - trace: the number of its trace.
    /// - Returns: the members or cells.
    func text(of stream: MessageStream, trace: Int) -> StreamText
}

/// The data streams that a sink of data has met, their plans, and the numbers of their traces.
struct RecordStreams<Plan: RecordPlan> {
    /// A data stream.
    struct State {
        let plan: Plan
        /// The plans alone.
        let plans: [ValuePlans]
        var text: Plan.StreamText
    }

    private let makePlan: (CompiledStreamClass, TraceClass) -> Plan
    private var plans: [ObjectIdentifier: Plan] = [:]
    private var traces: [ObjectIdentifier: Int] = [:]
    private var indexes: [ObjectIdentifier: Int] = [:]
    /// The data streams in the order in which they were met.
    var states: [State] = []

    /// Begins without data streams.
    ///
    /// - Parameter makePlan: makes the plan of a data stream class.
    init(_ makePlan: @escaping (CompiledStreamClass, TraceClass) -> Plan) {
        self.makePlan = makePlan
    }

    /// The index of a data stream; nil when it was not met before.
    func index(of stream: MessageStream) -> Int? { indexes[ObjectIdentifier(stream)] }

    /// Adds a data stream.
    ///
    /// - Returns: its index.
    mutating func add(_ stream: MessageStream) -> Int {
        let traceKey = ObjectIdentifier(stream.trace)
        let trace = traces[traceKey] ?? traces.count
        traces[traceKey] = trace
        let planKey = ObjectIdentifier(stream.streamClass)
        let plan =
            plans[planKey]
            ?? makePlan(stream.streamClass, stream.trace.compiled.metadata.traceClass)
        plans[planKey] = plan
        let text = plan.text(of: stream, trace: trace)
        states.append(State(plan: plan, plans: [plan.plans], text: text))
        indexes[ObjectIdentifier(stream)] = states.count - 1
        return states.count - 1
    }
}
