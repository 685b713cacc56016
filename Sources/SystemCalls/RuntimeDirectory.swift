// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import Glibc

/// The directory in which programs and controllers of one user find each other's sockets.
///
/// That is `$XDG_RUNTIME_DIR/plume`, for root `/run/plume`, and `/tmp/plume-UID`, whichever comes
/// first and can be used: it belongs to this user and nobody else may enter it. A controller makes
/// itself a folder with a name that nobody can guess where there is none of those.
public enum RuntimeDirectory {
    /// A directory that is ready for sockets.
    public struct Prepared: Hashable, Sendable {
        /// The directory.
        public let path: String
        /// Why those that come before it are not used, for a person: one line each.
        public let refusals: [String]
        /// Whether nobody knows of it who is not told.
        public let isHidden: Bool

        /// Removes a directory that nobody knows of, if it is empty.
        public func removeIfHidden() {
            if isHidden { try? Directory.removeDirectory(path) }
        }
    }

    /// A directory that may be used.
    private struct Candidate {
        let path: String
        /// What is said of it in front of a reason.
        let subject: String
        /// The directory that has to be there already and to belong to this user.
        var parent: String?
    }

    private static let variable = "XDG_RUNTIME_DIR"
    private static let temporary = "/tmp"
    /// How many bytes a socket's path can have, and how many its name takes with the slash.
    private static let maximumSocketBytes = 107
    private static let nameBytes = 27

    /// The first directory that is there and can be used; where there is none, the first that
    /// would be made.
    public static func path() -> String {
        let usable = candidates().filter { complaint(about: $0) == nil }.map(\.path)
        return usable.first { isOurs($0) } ?? usable.first ?? "\(temporary)/plume-\(geteuid())"
    }

    /// The directories of this user that are there, in which programs and recordings may be found.
    public static func existing() -> [String] {
        let user = geteuid()
        let usual = candidates().filter { complaint(about: $0) == nil }.map(\.path)
        // Programs may have been started where the variable has its usual value, or none could be
        // used.
        let others = ["/run/user/\(user)/plume", "\(temporary)/plume-\(user)"] + hidden()
        var found: [String] = []
        for path in usual + others where !found.contains(path) {
            if isOurs(path) { found.append(path) }
        }
        return found
    }

    /// The socket at which a program can be reached.
    public static func programSocket(process: Int32, in directory: String) -> String {
        "\(directory)/\(process).socket"
    }

    /// Where a process may have its socket: in the directories of this user, or for root in those
    /// of the process's user.
    public static func candidates(process: Int32) -> [String] {
        var status = stat()
        guard geteuid() == 0, unsafe stat("/proc/\(process)", &status) == 0, status.st_uid != 0
        else { return existing() }
        let user = status.st_uid
        return ["/run/user/\(user)/plume", "\(temporary)/plume-\(user)"] + existing()
    }

    /// Makes the directory if it is missing and checks that nobody else owns it or may enter it.
    ///
    /// - Returns: the first one that can be used.
    /// - Throws: why none of them can.
    public static func prepare() throws(SystemError) -> String {
        for candidate in candidates() where refusal(of: candidate) == nil { return candidate.path }
        throw SystemError(call: "mkdir", subject: path(), errno: .permissionDenied)
    }

    /// The same for a controller, whose programs are told where it is: where none of the usual
    /// directories can be used, one that nobody can guess (`mkdtemp`).
    ///
    /// - Returns: the directory, and what a person should know of others.
    /// - Throws: why there is none at all.
    public static func prepareForController() throws(SystemError) -> Prepared {
        var refusals: [String] = []
        for candidate in candidates() {
            guard let reason = refusal(of: candidate) else {
                return Prepared(
                    path: candidate.path,
                    refusals: refusals.map { "\($0); \(candidate.path) is used instead" },
                    isHidden: false
                )
            }
            refusals.append("\(candidate.subject): \(reason)")
        }
        // One that a killed controller left behind is as good as a new one.
        let path = if let left = hidden().first { left } else { try makeHidden() }
        return Prepared(
            path: path,
            refusals: refusals.map { "\($0); \(path) is used instead" },
            isHidden: true
        )
    }
}

extension RuntimeDirectory {
    private static func candidates() -> [Candidate] {
        var candidates: [Candidate] = []
        if let directory = Environment.value(variable), !directory.isEmpty {
            candidates.append(
                Candidate(
                    path: directory + "/plume",
                    subject: "\(variable)=\(directory)",
                    parent: directory
                )
            )
        }
        let user = geteuid()
        if user == 0 { candidates.append(Candidate(path: "/run/plume", subject: "/run/plume")) }
        let path = "\(temporary)/plume-\(user)"
        candidates.append(Candidate(path: path, subject: path))
        return candidates
    }

    /// Directories with names that nobody could guess when they were made.
    private static func hidden() -> [String] {
        let prefix = "plume-\(geteuid())-"
        return ((try? Directory.entries(of: temporary)) ?? [])
            .filter { $0.hasPrefix(prefix) }
            .map { "\(temporary)/\($0)" }
            .filter { isOurs($0) }
    }

    private static func makeHidden() throws(SystemError) -> String {
        var path = ByteText.cString("\(temporary)/plume-\(geteuid())-XXXXXX")
        var span = path.mutableSpan
        let isMade = unsafe span.withUnsafeMutableBufferPointer { buffer in
            // SAFETY: the buffer holds a text with a 0 at its end, and lives for the call.
            if let base = buffer.baseAddress { unsafe mkdtemp(base) != nil } else { false }
        }
        guard isMade else {
            throw SystemError(call: "mkdtemp", subject: temporary, errno: .current)
        }
        return ByteText.text(path.dropLast().map { UInt8(bitPattern: $0) })
    }

    /// Why a directory cannot be used, whether it is there or not.
    private static func complaint(about candidate: Candidate) -> String? {
        if !candidate.path.hasPrefix("/") { return "it is no path from the root" }
        if ByteText.bytes(candidate.path).count + nameBytes > maximumSocketBytes {
            return "it is too long for the path of a socket"
        }
        guard let parent = candidate.parent else { return nil }
        do throws(SystemError) {
            // A directory of somebody else must not get folders of ours, which would be in its
            // owner's way.
            let status = try status(of: parent, followsLinks: true)
            if status.st_mode & S_IFMT != S_IFDIR { return "it is no directory" }
            return status.st_uid == geteuid() ? nil : "it belongs to user \(status.st_uid)"
        } catch {
            return error.errno == .noSuchFile ? "there is no such directory" : "\(error.errno)"
        }
    }

    /// Makes a directory if it is missing; why it cannot be used, nil where it can.
    private static func refusal(of candidate: Candidate) -> String? {
        if let complaint = complaint(about: candidate) { return complaint }
        do throws(SystemError) {
            do throws(SystemError) {
                try Directory.create(candidate.path, mode: 0o700)
            } catch  where error.errno == .fileExists {
                // It is checked like a new one.
            }
            return flaw(in: try status(of: candidate.path))
        } catch {
            return "\(error)"
        }
    }

    private static func status(
        of path: String,
        followsLinks: Bool = false
    ) throws(SystemError) -> stat {
        var status = stat()
        let name = ByteText.cString(path)
        _ = try retrying("lstat", on: path) {
            followsLinks ? unsafe stat(name, &status) : unsafe lstat(name, &status)
        }
        return status
    }

    /// Whether there is a directory that is of this user alone.
    private static func isOurs(_ path: String) -> Bool {
        (try? status(of: path)).map { flaw(in: $0) == nil } ?? false
    }

    /// Why something is no directory of this user alone; nil where it is one.
    private static func flaw(in status: stat) -> String? {
        if status.st_mode & S_IFMT != S_IFDIR { return "it is no directory" }
        if status.st_uid != geteuid() { return "it belongs to user \(status.st_uid)" }
        return status.st_mode & 0o077 == 0 ? nil : "others may enter it; it needs mode 0700"
    }
}
