// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import SystemCalls
internal import TraceGraph
internal import TraceModel

/// Answers what `source.ctf.fs` knows about folders before a graph runs.
struct CTFQuery {
    private let parameters: Parameters
    private let actor: String

    init(_ context: ComponentClass.QueryContext) {
        parameters = context.parameters
        actor = context.actor
    }

    /// The object with a name; nil when there is none.
    func answer(_ object: String) throws(GraphError) -> ParameterValue? {
        switch object {
        case "babeltrace.support-info": try supportInfo()
        case "babeltrace.trace-infos": try traceInfos()
        case "metadata-info": try metadataInfo()
        default: nil
        }
    }

    /// Whether a folder is a trace, and which other folders belong to the same.
    private func supportInfo() throws(GraphError) -> ParameterValue {
        guard let input = parameters.string("input"), let type = parameters.string("type") else {
            throw GraphError(actor: actor, "The parameters \"input\" and \"type\" must be strings.")
        }
        guard type == "directory",
            let bytes = try? FileReader.contents(
                of: "\(input)/metadata",
                limitBytes: MetadataParser.sizeLimitBytes
            ),
            MetadataText.looksLikeMetadata(bytes)
        else { return .map(["weight": .real(0)]) }
        var answer: [String: ParameterValue] = ["weight": .real(0.75)]
        // Metadata that cannot be read is still a trace: its source tells what is wrong.
        if let metadata = try? MetadataParser.parse(bytes), let shared = metadata.sharedIdentity {
            answer["group"] = .string(shared)
        }
        return .map(answer)
    }

    /// The ports of a component with the same parameters, and when their data streams are active.
    private func traceInfos() throws(GraphError) -> ParameterValue {
        try parameters.check(CTFComponent.componentClass.parameters, actor: actor)
        let source = try CTFComponent.open(parameters, actor: actor)
        guard !source.ports.isEmpty else {
            throw GraphError(
                actor: actor,
                "The trace has no data streams: \(source.trace.paths.joined(separator: ", "))."
            )
        }
        var infos: [ParameterValue] = []
        for port in source.ports {
            var info: [String: ParameterValue] = ["port-name": .string(port.name)]
            if let range = source.activeRange(of: port) {
                info["range-ns"] = .map([
                    "begin": .signed(range.lowerBound), "end": .signed(range.upperBound),
                ])
            }
            infos.append(.map(info))
        }
        return .array([.map(["stream-infos": .array(infos)])])
    }

    /// The text of the metadata stream, and whether it is in packets.
    private func metadataInfo() throws(GraphError) -> ParameterValue {
        guard let folder = parameters.string("path") else {
            throw GraphError(actor: actor, "The parameter \"path\" must be a string.")
        }
        let path = "\(folder)/metadata"
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileReader.contents(of: path, limitBytes: MetadataParser.sizeLimitBytes)
        } catch {
            throw GraphError(actor: actor, "The metadata cannot be read. \(error)")
        }
        do throws(CTFError) {
            let metadata = try MetadataText(bytes)
            return .map([
                "text": .string(String(decoding: metadata.text, as: UTF8.self)),
                "is-packetized": .boolean(metadata.packets != nil),
            ])
        } catch {
            throw GraphError(actor: actor, error.at(path: path).description)
        }
    }
}
