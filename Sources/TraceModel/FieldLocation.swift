// SPDX-License-Identifier: Apache-2.0

/// Where a length or selector field is found, relative to a root structure or to the structure
/// which contains the dependent field.
public struct FieldLocation: Hashable, Sendable {
    /// One step of a path.
    public enum Step: Hashable, Sendable {
        /// Into the structure member with this name.
        case member(String)
        /// Out to the structure which immediately contains the current one.
        case parent
    }

    /// The root to start from; nil starts from the structure that contains the dependent field.
    public let origin: FieldScope?
    /// The steps; the last one is a member.
    public let path: [Step]

    /// Makes a location.
    public init(origin: FieldScope? = nil, path: [Step]) {
        self.origin = origin
        self.path = path
    }

    /// Makes a location that goes through members only.
    public init(origin: FieldScope? = nil, _ names: String...) {
        self.origin = origin
        path = names.map { .member($0) }
    }
}
