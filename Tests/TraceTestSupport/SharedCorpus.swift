// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The conformance corpus next to the package, which is there only on some machines.
public enum SharedCorpus {
    /// The folder of the categories.
    public static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/corpus").standardizedFileURL.path

    /// Whether the corpus is there.
    public static var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}
