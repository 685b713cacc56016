// SPDX-License-Identifier: Apache-2.0

/// The optional namespace, name and unique identifier that trace, stream, event and clock classes
/// share.
public struct Identity: Hashable, Sendable {
    /// What the name and the unique identifier are relative to.
    public let namespace: String?
    /// The name for people.
    public let name: String?
    /// The unique identifier within the namespace and name.
    public let uid: String?

    /// Makes an identity; all parts are optional and independent.
    public init(namespace: String? = nil, name: String? = nil, uid: String? = nil) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}
