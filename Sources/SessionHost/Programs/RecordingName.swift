// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The name of a recording, by which commands in other terminals find it.
///
/// It is a symbolic link beside the recording's socket, so that it is given once and in one step;
/// one that a killed recording left behind is taken over.
package final class RecordingName {
    let name: String
    private let path: String
    /// Whether the link is this recording's.
    private var isOurs = true

    private static let suffix = ".name"
    package static let maximumLength = 64

    /// Gives a recording its name.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - socket: the path of the recording's socket.
    /// - Throws: who has the name, or why it cannot be given.
    init(_ name: String, socket: String) throws(HostError) {
        let (directory, file) = Self.parts(socket)
        self.name = name
        path = "\(directory)/\(name)\(Self.suffix)"
        var other: String?
        do throws(SystemError) {
            // Two recordings that find the same old name must not both take it.
            let lock = try FileDescriptor.open(directory, .read)
            try lock.lock()
            other = Self.socket(of: name)
            if other == nil {
                try? Directory.removeFile(path)
                try Directory.link(path, to: file)
            }
            // The lock ends with its descriptor.
            _ = consume lock
        } catch {
            isOurs = false
            throw .nameNotGiven(name, error)
        }
        guard let other else { return }
        isOurs = false
        throw .nameTaken(name, by: RecordingSocket.process(of: Self.parts(other).file))
    }

    deinit {
        if isOurs { try? Directory.removeFile(path) }
    }

    /// Whether a text can be a name: it is no process id, no option, and no path.
    package static func isValid(_ text: String) -> Bool {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0))
        }
        return isPlain && text.count <= maximumLength && text.first?.isLetter ?? false
    }

    /// The socket of the recording with a name; nil when none has it.
    package static func socket(of name: String) -> String? {
        for directory in RuntimeDirectory.existing() {
            guard let file = Directory.linkTarget("\(directory)/\(name)\(suffix)"),
                !file.contains("/")
            else { continue }
            let socket = "\(directory)/\(file)"
            if isAlive(socket) { return socket }
        }
        return nil
    }

    /// The names of recordings that run.
    package static func all() -> [String] {
        RuntimeDirectory.existing().flatMap { (try? Directory.entries(of: $0)) ?? [] }
            .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
            .filter { socket(of: $0) != nil }
    }

    private static func isAlive(_ socket: String) -> Bool {
        guard Directory.kind(of: "/proc/\(RecordingSocket.process(of: parts(socket).file))") != nil
        else {
            return false
        }
        do throws(SystemError) {
            _ = try MessageSocket.connect(to: socket)
            return true
        } catch {
            // A recording that has much to do leaves the queue full.
            return error.errno == .wouldBlock
        }
    }

    private static func parts(_ path: String) -> (directory: String, file: String) {
        let file = path.split(separator: "/").last.map(String.init) ?? ""
        return (String(path.dropLast(file.count + 1)), file)
    }
}
