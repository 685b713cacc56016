// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFWriter
public import TraceGraph
internal import TraceModel

/// The component class `sink.ctf.fs`: traces in folders.
public final class CTFSinkComponent: SinkComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "ctf", "fs")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Write CTF traces into folders.",
        parameters: [
            ParameterDescription(
                "path",
                .string,
                isMandatory: true,
                summary: "The folder in which a folder is made for each trace."
            ),
            ParameterDescription(
                "assume-single-trace",
                .boolean,
                summary: "Whether \"path\" itself is the folder of the only trace."
            ),
            ParameterDescription(
                "ignore-discarded-events",
                .boolean,
                summary: "Whether losses of events are left out."
            ),
            ParameterDescription(
                "ignore-discarded-packets",
                .boolean,
                summary: "Whether losses of packets are left out."
            ),
            ParameterDescription(
                "quiet",
                .boolean,
                summary: "Whether to keep quiet about the traces that were made."
            ),
            ParameterDescription(
                "ctf-version",
                .string,
                .signed,
                .unsigned,
                summary: "The version of CTF to write: 1 or 2; without it, 2."
            ),
        ],
        factory: { context throws(GraphError) in try CTFSinkComponent(context) }
    )

    private static let messagesPerStep = 1_024
    private let actor: String
    private let environment: GraphEnvironment
    private let sink: CTFTraceSink
    private var upstream: (any MessageIterator)?
    /// The name of the only input port.
    public let inputPorts = ["in"]

    init(_ context: ComponentContext) throws(GraphError) {
        actor = context.actor
        environment = context.environment
        sink = CTFTraceSink(try Self.options(context.parameters, actor: context.actor))
    }

    /// The options that parameters stand for.
    package static func options(
        _ parameters: Parameters,
        actor: String
    ) throws(GraphError) -> CTFSinkOptions {
        var values = parameters.values
        switch values["ctf-version"] {
        case .signed(let version)?: values["ctf-version"] = .string("\(version)")
        case .unsigned(let version)?: values["ctf-version"] = .string("\(version)")
        default: break
        }
        do throws(CTFError) {
            return try CTFSinkOptions(parameters: values)
        } catch {
            throw GraphError(actor: actor, error.description)
        }
    }

    /// Begins to read.
    public func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    /// Writes some messages.
    public func consume() throws(GraphError) -> Bool {
        for _ in 0..<Self.messagesPerStep {
            let message: Message?
            do throws(GraphError) {
                message = try upstream?.next()
            } catch {
                // What came before a failure is a whole trace too.
                if error.kind == .failure { try finish() }
                throw error
            }
            guard let message else {
                try finish()
                return false
            }
            do throws(CTFError) {
                try sink.consume(message)
            } catch {
                throw GraphError(actor: actor, error.description)
            }
        }
        return true
    }

    private func finish() throws(GraphError) {
        do throws(CTFError) {
            for line in try sink.finish() { _ = environment.output(ByteText.bytes("\(line)\n")) }
        } catch {
            throw GraphError(actor: actor, error.description)
        }
    }
}
