// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ProcessingCommands
internal import SystemCalls
internal import TraceComponents
internal import TraceGraph
internal import TraceSlices
internal import TraceText

/// Does what the commands that process traces are asked.
///
/// Exit status: 0 done, 1 something is wrong, 2 interrupted by Ctrl-C.
struct Processing {
    private static let registry = PluginRegistry(BuiltInPlugins.all)

    let general: GeneralOptions
    let environment: GraphEnvironment

    /// Runs a command with its arguments.
    ///
    /// - Throws: the exit status, when it is not 0.
    static func run(_ command: ProcessingCommand, _ arguments: [String]) throws {
        Interruptions.begin()
        let environment = GraphEnvironment(
            output: { Terminal.output($0) },
            warn: { Terminal.say(text: $0 + "\n") },
            interruption: Interruption([Interruptions.interrupter])
        )
        defer { resetColors() }
        do throws(GraphError) {
            let line = try CommandLine(arguments, of: command)
            let processing = Processing(
                general: LegacyEnvironment.applied(to: line.general),
                environment: environment
            )
            processing.warnAboutPluginPaths()
            if command == .convert { LegacyEnvironment.warnAboutClash(arguments) }
            try processing.act(line.action)
        } catch {
            if error.isInterruption { throw ArgumentParser.ExitCode(2) }
            Terminal.say(text: ErrorText.text(error, width: 80))
            throw ArgumentParser.ExitCode(1)
        }
    }

    /// The component classes, as command lines name them.
    static var componentClasses: [String] { registry.classes.map { "\($0.name)" } }

    /// Whether there is a plug-in of a name.
    static func isPlugin(_ name: String) -> Bool { registry.plugin(name) != nil }

    /// Leaves the terminal without colours, as Babeltrace does whatever it has printed.
    private static func resetColors() {
        if TerminalColors.isColored(nil, isTerminal: Terminal.canShowColors) {
            _ = Terminal.output(Array("\u{1B}[0m".utf8))
        }
    }

    private func act(_ action: CommandLine.Action) throws(GraphError) {
        switch action {
        case .usage(let command): print(UsageText.text(command))
        case .version: print("plume \(PlumeTool.version)\n")
        case .convert(let arguments): try convert(arguments)
        case .run(let plan): try execute(plan)
        case .query(let plan):
            let value = try query(plan.className, plan.object, plan.parameters)
            print(QueryText.text(value))
        case .help(let topic): try help(topic)
        case .listPlugins:
            print(PluginText.list(Self.registry, paths: PluginPaths.all(general)))
        }
    }

    private func print(_ text: String) { _ = environment.output(Array(text.utf8)) }

    private func warnAboutPluginPaths() {
        let paths = PluginPaths.given(general)
        guard !paths.isEmpty else { return }
        environment.warn(
            "plume: nothing is loaded from \(paths.joined(separator: ", ")) yet: all plug-ins are"
                + " part of the program"
        )
    }

    private func help(_ topic: HelpTopic) throws(GraphError) {
        switch topic {
        case .plugin(let name):
            guard let plugin = Self.registry.plugin(name) else {
                let known = Self.registry.plugins.map(\.name).joined(separator: ", ")
                throw GraphError(
                    actor: "Plume CLI",
                    "There is no plug-in or command `\(name)`; the plug-ins are: \(known)."
                )
            }
            print(PluginText.help(plugin))
        case .componentClass(let name):
            let found = try Self.registry.componentClass(name)
            if let plugin = Self.registry.plugin(name.plugin) {
                print(PluginText.help(found, of: plugin))
            }
        }
    }

    private func query(
        _ name: ComponentClassName,
        _ object: String,
        _ parameters: Parameters
    ) throws(GraphError) -> ParameterValue {
        let answer = try Self.registry.componentClass(name).query(
            object,
            parameters: parameters,
            environment: environment
        )
        guard let answer else {
            throw GraphError(
                actor: "Plume CLI",
                "Component class `\(name)` knows no object `\(object)`."
            )
        }
        return answer
    }
}

extension Processing {
    private func convert(_ arguments: ConvertArguments) throws(GraphError) {
        switch try arguments.plan() {
        case .metadata(let path, let output):
            let name = ComponentClassName(.source, "ctf", "fs")
            let answer = try query(name, "metadata-info", ["path": .string(path)])
            guard case .map(let map) = answer, case .string(let text)? = map["text"] else { return }
            // The text of packets lacks what makes a metadata file of CTF 1.8 one without packets.
            let isComplete = text.hasPrefix("/* CTF 1.8") || text.hasPrefix("\u{1E}")
            try write((isComplete ? "" : "/* CTF 1.8 */\n\n") + text + "\n", to: output)
        case .liveSessions(let url, let output):
            let name = ComponentClassName(.source, "ctf", "lttng-live")
            let answer = try query(name, "sessions", ["url": .string(url)])
            try write(QueryText.text(answer), to: output)
        case .graph:
            let runArguments = try arguments.runArguments(try discover(arguments))
            if let form = arguments.runArgumentForm {
                print(RunArgumentText.text(runArguments, form))
            } else if var plan = try RunParser.parse(runArguments) {
                plan.intersectsStreams = arguments.intersectsStreams
                try execute(plan)
            }
        }
    }

    private func write(_ text: String, to path: String?) throws(GraphError) {
        guard let path else { return print(text) }
        do throws(SystemError) {
            try FileDescriptor.open(path, .createOrTruncate).write(Array(text.utf8))
        } catch {
            throw GraphError(actor: "Plume CLI", "The output cannot be written. \(error)")
        }
    }

    private func discover(_ arguments: ConvertArguments) throws(GraphError) -> [DiscoveredSource] {
        guard arguments.needsDiscovery else { return [] }
        let discovery = try SourceDiscovery(
            arguments.inputs.map(\.text),
            in: Self.registry,
            only: arguments.restriction,
            environment: environment
        )
        UnreadableFolders.say(below: arguments.inputs.map(\.text), isFailure: false)
        for index in discovery.unclaimed {
            environment.warn("plume: no trace was found at `\(arguments.inputs[index].text)`")
        }
        return discovery.sources.map {
            DiscoveredSource(className: $0.className, inputs: $0.inputs, origins: $0.arguments)
        }
    }

    /// Runs a graph; this is the only place where a plan is executed.
    private func execute(_ plan: GraphPlan) throws(GraphError) {
        // What is printed on the terminal tells by itself how far it is.
        let printsText = plan.components(.sink).contains {
            $0.className.plugin == "text" && $0.parameters["path"] == nil
        }
        guard !(printsText && Terminal.isOutputTerminal) else { return try run(plan) }
        let paths = plan.components(.source).flatMap { source -> [String] in
            guard case .array(let inputs)? = source.parameters["inputs"] else { return [] }
            return inputs.compactMap { if case .string(let path) = $0 { path } else { nil } }
        }
        try ReadingProgress.during("Converting", paths) { () throws(GraphError) in
            try run(plan)
        }
    }

    private func run(_ plan: GraphPlan) throws(GraphError) {
        if let direct = DirectConversion(plan, environment: environment) {
            return try direct.run(
                output: { Terminal.output($0, $1) },
                environment: environment
            )
        }
        let graph = try GraphBuilder.graph(
            plan,
            registry: Self.registry,
            environment: environment
        ) { source, node, target, graph throws(GraphError) in
            let intersection = try StreamIntersection(
                try Self.registry.componentClass(source.className),
                parameters: source.parameters,
                environment: self.environment
            )
            try intersection.connect(node, to: target, in: graph)
        }
        try graph.run { Clock.sleep(nanoseconds: plan.retryMicroseconds &* 1_000) }
    }
}
