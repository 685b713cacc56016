// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Decides which roles of a field class are written.
///
/// The model of CTF 1.8 metadata has roles where CTF 2 gives them no effect or forbids them: those
/// are dropped, so that the written metadata says the same as far as CTF 2 can say it.
struct RoleFilter {
    /// Keeps all roles.
    static let all = RoleFilter(scope: nil, hasClock: true, hasUUID: true)

    /// The root structure that the field is in; nil keeps all roles.
    let scope: FieldScope?
    /// Whether the data stream class has a default clock class.
    let hasClock: Bool
    /// Whether the metadata stream has a UUID.
    let hasUUID: Bool

    /// Whether a role of a field is written; the field may be the first one of its root structure.
    func keeps(_ role: FieldRole, of fieldClass: FieldClass, isFirst: Bool) -> Bool {
        guard let scope else { return true }
        guard role.isEffective(in: scope) else { return false }
        switch role {
        case .packetMagicNumber:
            guard case .integer(let integer) = fieldClass else { return false }
            return isFirst && integer.layout.lengthBits == 32
        case .metadataStreamUUID:
            guard case .blob(let blob) = fieldClass else { return false }
            return hasUUID && blob.lengthBytes == .fixed(16)
        case .defaultClockTimestamp, .packetEndDefaultClockTimestamp: return hasClock
        default: return true
        }
    }
}
