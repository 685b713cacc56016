// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Reads the arguments of `plume run`: components, and rules about their connections.
public struct RunParser {
    enum Option: Hashable {
        case component
        case parameters
        case logLevel
        case connect
        case baseParameters
        case resetBase
        case retryDuration
        case interchangeVersions
        case help
    }

    static let options: [OptionDescription<Option>] = [
        OptionDescription(.component, "c", "component", value: true),
        OptionDescription(.parameters, "p", "params", value: true),
        OptionDescription(.logLevel, "l", "log-level", value: true),
        OptionDescription(.connect, "x", "connect", value: true),
        OptionDescription(.baseParameters, "b", "base-params", value: true),
        OptionDescription(.resetBase, "r", "reset-base-params"),
        OptionDescription(.retryDuration, nil, "retry-duration", value: true),
        OptionDescription(.interchangeVersions, "m", "allowed-mip-versions", value: true),
        OptionDescription(.help, "h", "help"),
    ]

    private var plan = GraphPlan()
    private var base = Parameters()
    private var names: Set<String> = []
    private var ruleTexts: Set<String> = []

    /// Reads arguments.
    ///
    /// - Returns: the graph; nil when the user wants help.
    /// - Throws: what is wrong, or missing.
    public static func parse(_ arguments: [String]) throws(GraphError) -> GraphPlan? {
        var parser = RunParser()
        var scanner = OptionScanner(arguments, options)
        while let item = try scanner.next() {
            switch item {
            case .argument(let text): throw .usage("`plume run` takes no argument `\(text)`.")
            case .unknown(let option): throw scanner.mistake(option, of: "run")
            case .option(.help, _): return nil
            case .option(let option, let value): try parser.apply(option, value)
            }
        }
        try ConnectionCheck.check(parser.plan)
        return parser.plan
    }

    private mutating func apply(_ option: Option, _ value: String) throws(GraphError) {
        switch option {
        case .component: try add(value)
        case .parameters:
            let parameters = try Self.parameters("--params", value)
            try change("--params") { $0.parameters.values.merge(parameters.values) { $1 } }
        case .logLevel:
            guard let level = ComponentLogLevel(value) else {
                throw .usage("`\(value)` is no log level: \(ComponentLogLevel.words).")
            }
            try change("--log-level") { $0.logLevel = level }
        case .connect:
            let rule = try ConnectionRule(parsing: value)
            guard ruleTexts.insert(rule.text).inserted else {
                throw .usage("The connection `\(value)` is there twice.")
            }
            plan.connections.append(rule)
        case .baseParameters: base = try Self.parameters("--base-params", value)
        case .resetBase: base = Parameters()
        case .retryDuration:
            guard let duration = UInt64(value) else {
                throw .usage("`--retry-duration` is a number of microseconds, not `\(value)`.")
            }
            plan.retryMicroseconds = duration
        case .interchangeVersions: try InterchangeVersions.check(value)
        case .help: break
        }
    }

    private mutating func add(_ text: String) throws(GraphError) {
        let spelling: ComponentSpelling
        do throws(GraphError) {
            spelling = try ComponentSpelling(text)
        } catch {
            throw error.inside("`--component` cannot be `\(text)`.")
        }
        guard let name = spelling.name else {
            throw .usage("The component `\(text)` has no name: NAME:TYPE.PLUGIN.CLASS.")
        }
        guard names.insert(name).inserted else {
            throw .usage("Two components are named `\(name)`.")
        }
        plan.components.append(
            ComponentPlan(name: name, className: spelling.className, parameters: base)
        )
    }

    private mutating func change(
        _ option: String,
        _ body: (inout ComponentPlan) -> Void
    ) throws(GraphError) {
        guard !plan.components.isEmpty else {
            throw .usage("There is no component before `\(option)`.")
        }
        body(&plan.components[plan.components.count - 1])
    }

    static func parameters(_ option: String, _ text: String) throws(GraphError) -> Parameters {
        do throws(GraphError) {
            return try ParameterParser.parse(text)
        } catch {
            throw error.inside("`\(option)` cannot be read.")
        }
    }
}
