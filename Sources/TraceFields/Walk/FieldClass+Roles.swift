// SPDX-License-Identifier: Apache-2.0

package import TraceModel

extension FieldClass {
    /// Whether the field only serves the reader: it has a role.
    package var isForReader: Bool {
        switch self {
        case .integer(let integer): !integer.roles.isEmpty
        case .variableLengthInteger(let integer): !integer.roles.isEmpty
        case .blob(let blob): !blob.roles.isEmpty
        default: false
        }
    }
}
