// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

extension ConnectionRule {
    /// Reads a rule of the form `UPSTREAM[.PORT]:DOWNSTREAM[.PORT]`.
    ///
    /// - Throws: that it has another form.
    public init(parsing text: String) throws(GraphError) {
        let bytes = Array(text.utf8)
        var colons: [Int] = []
        var dots: [Int] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: ":"): colons.append(index)
            case UInt8(ascii: "."): dots.append(index)
            default: break
            }
            index += 1
        }
        guard colons.count == 1 else {
            throw .usage("`\(text)` is no connection: UPSTREAM[.PORT]:DOWNSTREAM[.PORT].")
        }
        let (up, upPort) = Self.end(bytes, 0..<colons[0], dots)
        let (down, downPort) = Self.end(bytes, (colons[0] + 1)..<bytes.count, dots)
        guard !up.isEmpty, !down.isEmpty else {
            throw .usage("`\(text)` does not name two components.")
        }
        self.init(
            upstream: up,
            upstreamPort: upPort,
            downstream: down,
            downstreamPort: downPort,
            text: text
        )
    }

    /// A component and its ports; only the first dot divides them, for ports may have dots.
    private static func end(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ dots: [Int]
    ) -> (String, GlobPattern) {
        let dot = dots.first { range.contains($0) }
        let name = unescaped(bytes[range.lowerBound..<(dot ?? range.upperBound)])
        guard let dot else { return (name, .any) }
        let port = bytes[(dot + 1)..<range.upperBound]
        return (name, port.isEmpty ? .any : GlobPattern(String(decoding: port, as: UTF8.self)))
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if byte == UInt8(ascii: "\\") && !isEscaped {
                isEscaped = true
            } else {
                isEscaped = false
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
