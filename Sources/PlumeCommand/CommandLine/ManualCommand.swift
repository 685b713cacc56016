// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemCalls

/// `plume manual`: prints or writes the manual pages.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual page of a command, or write all of them.",
        discussion: """
            plume manual record | man -l -
            plume manual --output /usr/local/share/man/man1
            """
    )

    @Option(
        name: [.short, .long],
        help: "A folder, into which a file for each command is written.",
        completion: .directory
    )
    var output: String?

    @Argument(help: "The command; plume itself.", completion: .list(UnknownCommand.shownNames))
    var page: [String] = []

    func validate() throws {
        if output != nil && !page.isEmpty {
            throw ValidationError("Give a command or --output, not both")
        }
    }

    func run() throws {
        let pages = ManualPage.all()
        if let output {
            for page in pages { try Self.write(page.text, to: "\(output)/\(page.file)") }
            return
        }
        let words = page.first == "plume" ? Array(page.dropFirst()) : page
        let file = (["plume"] + words).joined(separator: "-") + ".1"
        guard let page = pages.first(where: { $0.file == file }) else {
            throw CommandFailure(.usage, UnknownCommand.message(words.joined(separator: " ")))
        }
        _ = Terminal.output(Array(page.text.utf8))
    }

    private static func write(_ text: String, to path: String) throws(CommandFailure) {
        do throws(SystemError) {
            try FileDescriptor.open(path, .createOrTruncate).write(Array(text.utf8))
        } catch {
            throw CommandFailure(.failure, "\(path) cannot be written: \(error)")
        }
    }
}
