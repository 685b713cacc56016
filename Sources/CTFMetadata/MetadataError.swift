// SPDX-License-Identifier: Apache-2.0

/// Why a metadata stream cannot be used.
public struct MetadataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String
    /// Which fragment, from 1; 0 when it is about the stream as a whole.
    public let fragment: Int
    /// The JSON path in the fragment, or a byte offset in its text.
    public let place: String

    init(_ reason: String, fragment: Int = 0, at place: String = "") {
        self.reason = reason
        self.fragment = fragment
        self.place = place
    }

    /// One line for a person.
    public var description: String {
        var text = "metadata"
        if fragment > 0 { text += ", fragment \(fragment)" }
        if !place.isEmpty { text += ", \(place)" }
        return "\(text): \(reason)"
    }
}

extension MetadataError {
    /// A metadata stream that cannot be used for a reason outside its text.
    public init(unusable reason: String) {
        self.init(reason)
    }
}
