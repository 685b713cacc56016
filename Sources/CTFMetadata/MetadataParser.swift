// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Parses and checks a metadata stream.
///
/// The passes are: unpack the packets, find the format, split into fragments, read JSON, convert to
/// the model, check roles, check field locations. None of them is recursive but for the values of
/// attributes, so a small stack suffices.
///
/// These limits keep what a short text can cost small; beyond them there is a clear error:
/// field classes may be nested 1,024 deep and attributes 100 deep, a fixed-length field may have
/// 1,048,576 bits, and through aliases a fragment may have 200,000 field classes more than it
/// writes, and all fragments 2,000,000 and 16 for each JSON value in them.
public enum MetadataParser {
    /// The most bytes that a metadata stream may have.
    public static let sizeLimitBytes: UInt64 = 256 << 20

    /// Parses a whole metadata stream.
    ///
    /// - Parameters:
    ///   - bytes: the metadata stream, in packets or not.
    ///   - path: the file that it came from, for messages.
    ///   - warn: takes what is strange though all could be read.
    /// - Returns: what the metadata stream says.
    /// - Throws: the first error, with the place where it is.
    public static func parse(
        _ bytes: [UInt8],
        path: String = "",
        warn: (CTFError) -> Void = { _ in }
    ) throws(CTFError) -> TraceMetadata {
        do throws(CTFError) {
            try checkSize(bytes.count)
            let text = try MetadataText(bytes)
            if let warning = text.warning { warn(warning.at(path: path)) }
            return try parse(text: text.text)
        } catch {
            throw error.at(path: path)
        }
    }

    /// Parses the text of a metadata stream.
    static func parse(text: [UInt8]) throws(CTFError) -> TraceMetadata {
        guard let first = text.first else { throw empty }
        guard first == FragmentSequence.recordSeparator else { return try parse(tsdl: text) }
        var converter = CTF2Converter(text)
        for range in FragmentSequence.ranges(of: text) { try converter.convert(range) }
        return try converter.metadata()
    }

    /// Parses TSDL text; this is the only place where its parser is called.
    static func parse(tsdl text: [UInt8]) throws(CTFError) -> TraceMetadata {
        try TSDLParser.parse(text)
    }

    /// Refuses what is too large, for positions must fit in 32 bits.
    static func checkSize(_ count: Int) throws(CTFError) {
        guard UInt64(count) <= sizeLimitBytes else {
            throw CTFError(
                .metadata,
                path: "",
                place: "",
                problem: "the metadata stream has \(count) bytes",
                remedy: "It may have up to \(sizeLimitBytes) bytes; describe fewer events"
            )
        }
    }

    private static var empty: CTFError {
        CTFError(
            .metadata,
            path: "",
            place: "byte 0",
            problem: "the metadata stream is empty",
            remedy: "The recording ended before anything was described; record again"
        )
    }
}
