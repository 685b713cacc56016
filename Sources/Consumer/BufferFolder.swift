// SPDX-License-Identifier: Apache-2.0

public import RingBuffer
public import SystemCalls

/// The folder of a recording whose buffers are files (`--shm-path`), so that they outlive the
/// controller, the programs, and their memory.
///
/// It names the trace, and the trace names it, so that `plume recover` finds one by the other.
public final class BufferFolder {
    /// Why there are no buffers.
    public enum Failure: Error {
        /// A call failed.
        case system(SystemError)
        /// The file system has less than the buffers need, both in bytes.
        case noSpace(wanted: Int, free: UInt64)
    }

    /// The folder.
    public let path: String
    /// Where the folder is, as it was given.
    public let parent: String
    private let folder: PrivateFolder
    private var names: [String] = []
    private var nameInTrace: String?
    private var isKept = false

    /// What nearly all definitions of a recording need, which take space as they come.
    private static let definitionsBytes = 1 << 20
    /// What the names of the buffers end with.
    package static let suffix = ".ring"
    /// What the names of buffers end with that no program can have yet.
    static let unfinishedSuffix = ".unfinished"
    package static let traceName = "trace"
    package static let hiddenName = ".buffers"

    /// Makes a folder for one recording.
    ///
    /// - Parameters:
    ///   - directory: where; it is made if it does not exist.
    ///   - name: what the folder's name begins with; a number makes it a new one.
    /// - Throws: why it cannot be made.
    public init(in directory: String, name: String) throws(SystemError) {
        parent = directory
        if Directory.kind(of: directory) == nil { try Directory.createWithParents(directory) }
        let base = "\(Directory.absolutePath(of: directory))/\(name)"
        var candidate = base
        var number = 2
        while true {
            do throws(SystemError) {
                folder = try PrivateFolder(creating: candidate)
                path = candidate
                return
            } catch  where error.errno == .fileExists && number < 1_000 {
                candidate = "\(base)-\(number)"
                number += 1
            }
        }
    }

    deinit { remove() }

    /// Makes the memory of a channel, with the space of all records, so that it cannot run out
    /// later.
    ///
    /// A controller may be killed before it has written down what the memory is: until
    /// ``publish(channel:)`` its name tells recovery that there is nothing to find.
    ///
    /// - Parameters:
    ///   - channel: the name of the channel.
    ///   - geometry: its sizes.
    /// - Returns: the memory, all zeros.
    /// - Throws: why it cannot be made.
    public func makeBuffers(
        channel: String,
        geometry: RingGeometry
    ) throws(Failure) -> FileDescriptor {
        let wanted = geometry.definitionsFileOffset + Self.definitionsBytes
        do throws(SystemError) {
            let free = try folder.freeBytes()
            guard free >= UInt64(wanted) else {
                throw SystemError(call: "fallocate", errno: .noSpace)
            }
            let name = channel + Self.suffix + Self.unfinishedSuffix
            names.append(name)
            return try folder.createFile(
                name,
                sizeBytes: geometry.fileBytes,
                allocatedBytes: geometry.definitionsFileOffset
            )
        } catch {
            guard error.errno == .noSpace else { throw .system(error) }
            throw .noSpace(wanted: wanted, free: (try? folder.freeBytes()) ?? 0)
        }
    }

    /// Gives the memory of a channel, which is described now, its name; afterwards programs may
    /// have it.
    ///
    /// - Parameter channel: the name that it was made with.
    /// - Throws: why it keeps the name that recovery passes over.
    public func publish(channel: String) throws(SystemError) {
        let name = channel + Self.suffix
        try folder.renameFile(name + Self.unfinishedSuffix, to: name)
        names.removeAll { $0 == name + Self.unfinishedSuffix }
        names.append(name)
    }

    /// Lets folder and trace name each other.
    ///
    /// - Parameter trace: the trace's folder, which exists.
    /// - Throws: why it cannot be written.
    public func attach(to trace: String) throws(SystemError) {
        let absolute = Directory.absolutePath(of: trace)
        names.append(Self.traceName)
        try folder.createFile(Self.traceName).write(Array("\(absolute)\n".utf8))
        let hidden = "\(absolute)/\(Self.hiddenName)"
        try FileDescriptor.open(hidden, .createPrivate).write(Array("\(path)\n".utf8))
        nameInTrace = hidden
    }

    /// Removes the memory of a channel; programs keep what they mapped.
    ///
    /// - Parameter channel: the name that it was made with.
    public func removeBuffers(channel: String) {
        for name in [channel + Self.suffix, channel + Self.suffix + Self.unfinishedSuffix] {
            names.removeAll { $0 == name }
            folder.removeFile(name)
        }
    }

    /// Removes the buffers, the folder, and its name in the trace; programs keep what they mapped.
    public func remove() {
        for name in names { folder.removeFile(name) }
        names = []
        guard !isKept else { return }
        // What somebody else put into the folder stays there, and the folder with it.
        try? Directory.removeDirectory(path)
        if let nameInTrace { try? Directory.removeFile(nameInTrace) }
        nameInTrace = nil
    }

    /// Leaves everything where it is, for `plume recover`.
    public func keep() {
        names = []
        nameInTrace = nil
        isKept = true
    }
}
