// SPDX-License-Identifier: Apache-2.0

/// Whoever clones the repository gets every file of every commit, so large inputs are made by the
/// tests that need them.
enum FileSizeRule {
    static let maximumBytes: UInt64 = 256 * 1_024

    static func findings(ofBytes count: UInt64) -> [Finding] {
        guard count > maximumBytes else { return [] }
        return [Finding("\(count) bytes, more than \(maximumBytes): let the tests make it")]
    }
}
