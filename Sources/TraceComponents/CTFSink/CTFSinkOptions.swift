// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
public import TraceGraph
public import TraceModel

/// The parameters of a component that writes traces.
public struct CTFSinkOptions: Hashable, Sendable {
    /// The base directory, or the folder of the only trace.
    public var path: String
    /// Whether the base directory itself becomes the folder of the trace.
    public var assumesSingleTrace: Bool
    /// Whether created traces are not announced.
    public var isQuiet: Bool
    /// The format, and what is left out.
    public var translation: TraceTranslation.Options

    /// Writes CTF 2 traces below a base directory.
    public init(
        path: String,
        assumesSingleTrace: Bool = false,
        isQuiet: Bool = false,
        translation: TraceTranslation.Options = TraceTranslation.Options()
    ) {
        self.path = path
        self.assumesSingleTrace = assumesSingleTrace
        self.isQuiet = isQuiet
        self.translation = translation
    }

    /// Reads the parameters of a component.
    ///
    /// - Throws: that one is unknown, missing or of the wrong type.
    public init(parameters: [String: ParameterValue]) throws(CTFError) {
        self.init(path: "")
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            switch name {
            case "path": path = try Self.text(name, value)
            case "assume-single-trace": assumesSingleTrace = try Self.boolean(name, value)
            case "ignore-discarded-events":
                translation.ignoresDiscardedEvents = try Self.boolean(name, value)
            case "ignore-discarded-packets":
                translation.ignoresDiscardedPackets = try Self.boolean(name, value)
            case "quiet": isQuiet = try Self.boolean(name, value)
            case "ctf-version": translation.format = try Self.format(name, value)
            default: throw Self.failure(name, "there is no such parameter")
            }
        }
        guard !path.isEmpty else { throw Self.failure("path", "the parameter is missing") }
    }

    private static func text(_ name: String, _ value: ParameterValue) throws(CTFError) -> String {
        guard case .string(let text) = value else { throw failure(name, "the value is no string") }
        return text
    }

    private static func boolean(_ name: String, _ value: ParameterValue) throws(CTFError) -> Bool {
        guard case .boolean(let boolean) = value else {
            throw failure(name, "the value is no boolean")
        }
        return boolean
    }

    private static func format(
        _ name: String,
        _ value: ParameterValue
    ) throws(CTFError) -> MetadataFormat {
        switch try text(name, value) {
        case "1", "1.8": return .ctf1
        case "2", "2.0": return .ctf2
        default: throw failure(name, "the value is neither \"1\" nor \"2\"")
        }
    }

    private static func failure(_ name: String, _ problem: String) -> CTFError {
        CTFError(
            .unsupported,
            path: "",
            place: "parameter \"\(name)\"",
            problem: problem,
            remedy: "See what the component says about its parameters"
        )
    }
}
