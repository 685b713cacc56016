// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemCalls

/// The file of `--json=FILE`.
///
/// `--json` alone is a flag, and with a value an option, which the parser knows as two.
final class JSONDestination {
    /// The hidden option that `--json=FILE` becomes.
    static let hiddenName = "json-file"
    private static let prefix = "--json="

    private let path: String
    private let file: FileDescriptor

    /// Opens the file, so that nothing is recorded in vain.
    ///
    /// - Throws: why it cannot be written.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        file = try Self.open(path)
    }

    private static func open(_ path: String) throws(CommandFailure) -> FileDescriptor {
        do throws(SystemError) {
            return try FileDescriptor.open(path, .createOrTruncate)
        } catch {
            throw CommandFailure(
                .cannotRecord,
                "--json=\(path): \(error.errno); name a file that can be made"
            )
        }
    }

    /// Writes a value on a line; false when it cannot be written, which is said.
    func write(_ value: JSONValue) -> Bool {
        do throws(SystemError) {
            try file.write(value.encoded() + [0x0A])
            return true
        } catch {
            Terminal.say("plume: --json=\(path) is not complete: \(error)")
            return false
        }
    }

    /// The arguments of `plume` with `--json=FILE` as the parser knows it.
    static func separated(_ arguments: [String]) -> [String] {
        let commands: [any ParsableCommand.Type] = [RecordCommand.self, AttachCommand.self]
        guard arguments.contains(where: { $0.hasPrefix(prefix) }),
            let type = commands.first(where: { $0._commandName == arguments.first })
        else { return arguments }
        let endsAtWord = type == RecordCommand.self
        let valued = CommandDescription(type).arguments.filter { $0.valueName != nil }
            .flatMap(\.names)
        var result: [String] = []
        var isValue = true
        for (index, word) in arguments.enumerated() {
            guard isValue || !endsAtWord || word.hasPrefix("-"), word != "--" else {
                // The program begins here, and what follows is its own.
                return result + arguments[index...]
            }
            if !isValue, word.hasPrefix(prefix) {
                result += ["--\(hiddenName)", String(word.dropFirst(prefix.count))]
            } else {
                result.append(word)
            }
            isValue = !isValue && valued.contains(word)
        }
        return result
    }
}
