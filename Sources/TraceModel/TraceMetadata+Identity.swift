// SPDX-License-Identifier: Apache-2.0

extension TraceMetadata {
    /// Whether packet headers name the data stream class of their packet.
    public var tellsDataStreamClasses: Bool {
        (traceClass.packetHeader?.members ?? []).contains { member in
            guard case .integer(let integer) = member.fieldClass else { return false }
            return integer.roles.contains(.dataStreamClassID)
        }
    }

    /// What folders of the same trace have in common; nil when nothing tells.
    ///
    /// In CTF 2 it is the namespace, name and unique identifier of the trace class. Where there is
    /// no unique identifier, and in CTF 1.8, it is the UUID.
    public var sharedIdentity: String? {
        let identity = traceClass.identity
        guard format == .ctf2, let uid = identity.uid else { return uuid?.description }
        return [identity.namespace, identity.name, uid].map { $0.map { "\"\($0)\"" } ?? "none" }
            .joined(separator: " ")
    }
}
