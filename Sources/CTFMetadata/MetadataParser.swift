// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Parses and checks a metadata stream.
///
/// The passes are: find the format, split into fragments, read JSON, convert to the model, check
/// roles, check field locations.
public enum MetadataParser {
    /// The most bytes that a metadata stream may have.
    public static let sizeLimitBytes: UInt64 = 256 << 20

    /// Parses a whole metadata stream.
    ///
    /// - Parameters:
    ///   - bytes: the metadata stream.
    ///   - path: the file that it came from, for messages.
    /// - Returns: what the metadata stream says.
    /// - Throws: the first error, with the fragment and the JSON path where it is.
    public static func parse(
        _ bytes: [UInt8],
        path: String = ""
    ) throws(CTFError) -> TraceMetadata {
        do throws(CTFError) {
            try checkFormat(bytes)
            var converter = MetadataConverter()
            for (index, range) in FragmentSequence.ranges(of: bytes).enumerated() {
                let value = try JSONReader.value(of: bytes, in: range, fragment: index + 1)
                try converter.convert(value, fragment: index + 1)
            }
            return try converter.finish()
        } catch {
            throw error.at(path: path)
        }
    }

    private static func checkFormat(_ bytes: [UInt8]) throws(CTFError) {
        guard let first = bytes.first else {
            throw CTFError(
                .metadata,
                path: "",
                place: "",
                problem: "the metadata stream is empty",
                remedy: "The recording ended before anything was described; record again"
            )
        }
        if first == FragmentSequence.recordSeparator { return }
        let magic: [UInt8] = [0x75, 0xD1, 0x1D, 0x57]
        let isPacketized = bytes.starts(with: magic) || bytes.starts(with: magic.reversed())
        throw CTFError(
            .unsupported,
            path: "",
            place: "",
            problem: isPacketized
                ? "packetized metadata is not supported by this version"
                : "this is not CTF 2 metadata; CTF 1 metadata (TSDL) is not supported by this version",
            remedy: "Convert the trace to CTF 2 with another tool, or use a later version of plume"
        )
    }
}
