// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `plume view`: prints traces as text.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Print traces as text, merged by time."
    )

    @Argument(help: "Folders of traces.")
    var paths: [String]

    func run() throws {}
}
