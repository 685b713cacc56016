// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// The versions of the rules by which components exchange messages.
enum InterchangeVersions {
    /// Checks a list of versions, of which any known one will do.
    ///
    /// - Throws: that none of them is known.
    static func check(_ list: String) throws(GraphError) {
        let versions = list.split(separator: ",").map { UInt64($0) }
        guard versions.contains(0) || versions.contains(1) else {
            throw .usage("`--allowed-mip-versions` is 0, 1 or both, not `\(list)`.")
        }
    }
}
