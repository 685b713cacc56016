// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import TraceModel

/// Reads as much of a damaged metadata stream as makes sense.
///
/// The stream is cut into fragments, or blocks of TSDL text. One which cannot be read, or which
/// refers to one that could not be, is left out.
struct MetadataRecovery {
    /// The most fragments that are left out one by one.
    private static let lossLimit = 64

    /// What could be read.
    let metadata: TraceMetadata
    /// What could not, one line each.
    let losses: [String]

    init(_ bytes: [UInt8], path: String) throws(CTFError) {
        let first: CTFError
        do throws(CTFError) {
            metadata = try MetadataParser.parse(bytes, path: path)
            losses = []
            return
        } catch {
            first = error
        }
        // A text that was cut has whole statements, or whole packets, before the cut.
        var growing = IncrementalMetadataParser(path: path)
        do throws(CTFError) {
            try growing.append(bytes)
            if let found = try growing.snapshot(), !found.dataStreamClasses.isEmpty {
                metadata = found
                losses = ["\(path): the end is left out: \(first.problem) (\(first.place))"]
                return
            }
        } catch {
            // Something before the end is wrong too.
        }
        let text: [UInt8]
        do throws(CTFError) { text = try MetadataText(bytes).text } catch { text = bytes }
        guard let found = Self.parse(text, Self.chunks(of: text), path) else { throw first }
        (metadata, losses) = found
    }

    /// Parses the text without the chunks that cannot be read; nil when too little is left.
    private static func parse(
        _ text: [UInt8],
        _ chunks: [Range<Int>],
        _ path: String
    ) -> (TraceMetadata, [String])? {
        var good = chunks
        var losses: [String] = []
        while losses.count < lossLimit {
            var problem = CTFError(.metadata, path: path, place: "", problem: "", remedy: "")
            /// Whether the first chunks can be read; few may lack what must be there.
            func isReadable(_ count: Int) -> TraceMetadata? {
                let part = good[..<count].flatMap { text[$0] }
                do throws(CTFError) {
                    return try MetadataParser.parse(part, path: path)
                } catch {
                    problem = error
                    return nil
                }
            }
            if let metadata = isReadable(good.count) { return (metadata, losses) }
            // The shortest beginning that cannot be read ends with the chunk that is wrong.
            guard let shortest = (1...max(good.count, 1)).first(where: { isReadable($0) != nil })
            else { return nil }
            var low = shortest
            var high = good.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if isReadable(middle) != nil { low = middle } else { high = middle }
            }
            _ = isReadable(high)
            let lost = good.remove(at: high - 1)
            losses.append(
                "\(path): bytes \(lost.lowerBound) to \(lost.upperBound) are left out:"
                    + " \(problem.problem)"
            )
        }
        return nil
    }

    /// The fragments of a JSON text sequence, or the blocks of a TSDL text.
    private static func chunks(of text: [UInt8]) -> [Range<Int>] {
        let isFragments = text.first == 0x1E
        var chunks: [Range<Int>] = []
        var start = 0
        for index in text.indices {
            let isEnd =
                isFragments
                ? index + 1 == text.count || text[index + 1] == 0x1E
                // A block's closing brace stands at the beginning of a line, as writers put it.
                : text[index] == UInt8(ascii: ";") && index > 1
                    && text[index - 1] == UInt8(ascii: "}") && text[index - 2] == 0x0A
            guard isEnd else { continue }
            chunks.append(start..<(index + 1))
            start = index + 1
        }
        if start < text.count { chunks.append(start..<text.count) }
        return chunks
    }
}
