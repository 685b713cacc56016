// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// Reads the arguments of `plume convert` in their order, on which some options depend.
struct ConvertParser {
    /// What parameters and log levels apply to.
    private enum Target {
        case component(Int)
        case input(Int)
        /// The sink of `--output-format`.
        case output
    }

    private var result = ConvertArguments()
    private var target: Target?
    private var names: UniqueNames
    private var hasBegin = false
    private var hasEnd = false

    /// Reads arguments.
    ///
    /// - Parameters:
    ///   - arguments: those of the command, without the options before it.
    ///   - general: the options before it.
    /// - Returns: what is to be done.
    /// - Throws: what is wrong with an option, or with several together.
    static func parse(
        _ arguments: [String],
        general: GeneralOptions
    ) throws(GraphError) -> ConvertArguments {
        var parser = ConvertParser(names: try explicitNames(arguments))
        parser.result.general = general
        var scanner = OptionScanner(arguments, ConvertOption.all)
        while let item = try scanner.next() {
            switch item {
            case .argument(let text):
                parser.result.inputs.append(ConvertArguments.Input(text: text))
                parser.target = .input(parser.result.inputs.count - 1)
            case .unknown(let option):
                throw scanner.mistake(option, of: "convert")
            case .option(let option, let value):
                try parser.apply(option, value)
            }
        }
        return parser.result
    }

    /// The names that were given, so that no component without one takes it first.
    private static func explicitNames(_ arguments: [String]) throws(GraphError) -> UniqueNames {
        var names = UniqueNames()
        var scanner = OptionScanner(arguments, ConvertOption.all)
        while let item = try scanner.next() {
            if case .unknown = item { return names }
            if case .option(.component, let value) = item,
                let name = (try? ComponentSpelling(value))?.name
            {
                guard names.take(name) else {
                    throw .usage("Two components are named `\(name)`.")
                }
            }
        }
        return names
    }

    private init(names: UniqueNames) { self.names = names }

    private mutating func apply(_ option: ConvertOption, _ value: String) throws(GraphError) {
        switch option {
        case .component, .parameters, .logLevel: try applyToTarget(option, value)
        case .begin, .end, .timeRange: try applyTime(option, value)
        case .inputFormat, .outputFormat, .output, .traceVersion: try applyForm(option, value)
        case .names, .fields, .color, .text: try applyText(option, value)
        case .clockForceCorrelate, .clockOffsetSeconds, .clockOffsetNanoseconds:
            try applyClock(option, value)
        case .debugInfo, .debugInfoDirectory, .debugInfoFullPath, .debugInfoPrefix:
            applyDebugInfo(option, value)
        case .runArguments: try setForm(.shell)
        case .runArgumentsZero: try setForm(.zeroSeparated)
        case .streamIntersection: result.intersectsStreams = true
        case .retryDuration: result.retryDuration = value
        case .interchangeVersions: try InterchangeVersions.check(value)
        case .general(let identity): try result.general.apply(identity, value)
        }
    }

    private mutating func setForm(_ form: ConvertArguments.RunArgumentForm) throws(GraphError) {
        guard result.runArgumentForm == nil || result.runArgumentForm == form else {
            throw .usage("`--run-args` and `--run-args-0` exclude each other.")
        }
        result.runArgumentForm = form
    }
}

extension ConvertParser {
    private mutating func applyToTarget(
        _ option: ConvertOption,
        _ value: String
    ) throws(GraphError) {
        if option == .component {
            let spelling: ComponentSpelling
            do throws(GraphError) {
                spelling = try ComponentSpelling(value)
            } catch {
                throw error.inside("`--component` cannot be `\(value)`.")
            }
            result.explicit.append(
                ConvertArguments.Explicit(
                    name: spelling.name ?? names.unique(spelling.classText),
                    className: spelling.className,
                    classText: spelling.classText
                )
            )
            target = .component(result.explicit.count - 1)
            return
        }
        let word = option == .logLevel ? "--log-level" : "--params"
        switch target {
        case .component(let index): result.explicit[index].extra += [word, value]
        case .output: result.outputArguments += [word, value]
        case .input(let index) where option == .logLevel: result.inputs[index].logLevel = value
        case .input(let index): result.inputs[index].parameters.append(value)
        case nil:
            throw .usage(
                "There is no component and no path before `\(word)` that `\(value)` could be for."
            )
        }
    }

    private mutating func applyTime(_ option: ConvertOption, _ value: String) throws(GraphError) {
        switch option {
        case .begin:
            guard !hasBegin else { throw Self.twice("--begin", value) }
            hasBegin = true
            trim("begin", value)
        case .end:
            guard !hasEnd else { throw Self.twice("--end", value) }
            hasEnd = true
            trim("end", value)
        default:
            guard !hasBegin, !hasEnd else { throw Self.twice("--timerange", value) }
            (hasBegin, hasEnd) = (true, true)
            var text = value[...]
            if text.hasPrefix("[") { text.removeFirst() }
            if text.hasSuffix("]") { text.removeLast() }
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw .usage("`--timerange` is BEGIN,END or [BEGIN,END], not `\(value)`.")
            }
            trim("begin", String(parts[0]))
            trim("end", String(parts[1]))
        }
    }

    private static func twice(_ option: String, _ value: String) -> GraphError {
        .usage("`\(option)` cannot be `\(value)` too: that end of the range is given already.")
    }

    private mutating func trim(_ end: String, _ value: String) {
        result.trimmer.isWanted = true
        result.trimmer.further.append("\(end)=\(ParameterText.quoted(value))")
    }

    private mutating func applyForm(_ option: ConvertOption, _ value: String) throws(GraphError) {
        switch option {
        case .inputFormat:
            guard result.inputFormat == nil else { throw .usage("Two `--input-format` options.") }
            guard let format = InputFormat(rawValue: value) else {
                throw .usage("`--input-format` is ctf or lttng-live, not `\(value)`.")
            }
            result.inputFormat = format
        case .outputFormat:
            guard result.outputFormat == nil else {
                throw .usage("Two `--output-format` options.")
            }
            guard let format = OutputFormat(rawValue: value) else {
                let known = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw .usage("`--output-format` is one of \(known), not `\(value)`.")
            }
            result.outputFormat = format
            // The other formats are those of Babeltrace, where parameters are not for the output.
            if format == .json || format == .csv { target = .output }
        case .traceVersion:
            guard value == "1" || value == "2" else {
                throw .usage("`--ctf-version` is 1 or 2, not `\(value)`.")
            }
            result.traceVersion = value
        default:
            guard result.output == nil else { throw .usage("Two `--output` options.") }
            result.output = value
        }
    }

    private mutating func applyText(_ option: ConvertOption, _ value: String) throws(GraphError) {
        result.text.isWanted = true
        switch option {
        case .names: result.text.parameters += try TextLists.names(value)
        case .fields: result.text.parameters += try TextLists.fields(value)
        case .color:
            guard ["never", "auto", "always"].contains(value) else {
                throw .usage("`--color` is never, auto or always, not `\(value)`.")
            }
            result.text.further.append("color=\(ParameterText.quoted(value))")
        case .text(let name):
            result.text.parameters.append("\(name)=yes")
            if name == "clock-gmt" { result.trimmer.parameters.append("gmt=yes") }
        default: break
        }
    }

    private mutating func applyClock(_ option: ConvertOption, _ value: String) throws(GraphError) {
        let (word, name): (String, String)
        switch option {
        case .clockOffsetSeconds: (word, name) = ("--clock-offset", "clock-class-offset-s")
        case .clockOffsetNanoseconds:
            (word, name) = ("--clock-offset-ns", "clock-class-offset-ns")
        default:
            (word, name) = ("--clock-force-correlate", "force-clock-class-origin-unix-epoch")
        }
        result.clock.isWanted = true
        result.clockOption = result.clockOption ?? word
        guard option != .clockForceCorrelate else {
            result.clock.parameters.append("\(name)=yes")
            return
        }
        guard let number = Int64(value) else {
            throw .usage("`\(word)` is an integer of up to 64 bits, not `\(value)`.")
        }
        result.clock.parameters.append("\(name)=\(number)")
    }

    private mutating func applyDebugInfo(_ option: ConvertOption, _ value: String) {
        result.debugInfo.isWanted = true
        switch option {
        case .debugInfoDirectory:
            result.debugInfo.further.append("debug-info-dir=\(ParameterText.quoted(value))")
        case .debugInfoFullPath: result.debugInfo.parameters.append("full-path=yes")
        case .debugInfoPrefix:
            result.debugInfo.further.append("target-prefix=\(ParameterText.quoted(value))")
        default: break
        }
    }
}
