// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Writes the metadata of CTF 1.8, which is TSDL text.
///
/// The text describes data streams which have the same bytes as those of the model. What the format
/// cannot say, and what changes how bytes are read, is an error. Some classes become simpler ones
/// of the same layout, which reading the text does not undo: BLOBs become arrays of bytes, and
/// booleans, bit arrays and bit maps become unsigned integers. User attributes, identities other
/// than names, media types, and origins and accuracies of clocks are left out. A header or context
/// field whose role is known by another name in CTF 1.8 gets that name.
public enum TSDLWriter {
    /// The whole text of a metadata stream.
    ///
    /// - Parameter metadata: what to say.
    /// - Returns: the text in UTF-8.
    /// - Throws: an error that names what CTF 1.8 cannot say.
    public static func text(_ metadata: TraceMetadata) throws(CTFError) -> [UInt8] {
        try TSDLBlockWriter(metadata).text()
    }
}

/// The errors about what CTF 1.8 cannot say.
enum TSDLLimit {
    /// An error about a part of the model.
    static func error(_ place: String, _ problem: String) -> CTFError {
        CTFError(
            .unsupported,
            path: "",
            place: place,
            problem: problem,
            remedy: "Write the trace as CTF 2, or leave out what CTF 1.8 cannot describe"
        )
    }
}
