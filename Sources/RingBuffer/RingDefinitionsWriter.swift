// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The writing end of a channel's definitions: what is needed to read its records.
///
/// Whoever finds the memory after controller and programs are gone reads them; to the rings they
/// are bytes. Appending is a system call and one store: where the file system is full the call
/// fails, while a store into a mapping would end the controller.
public struct RingDefinitionsWriter: ~Copyable {
    private let owner: RingBufferOwner
    /// The committed bytes; a word in private memory, because programs could change the shared one.
    public private(set) var byteCount = 0

    init(_ owner: RingBufferOwner) {
        self.owner = owner
    }

    /// Appends an entry: its kind, its size, the bytes, and zeros up to a multiple of 8.
    ///
    /// - Parameters:
    ///   - kind: what the bytes say.
    ///   - bytes: the entry.
    /// - Returns: whether there was room for it, in the area and in the file system.
    public mutating func append(kind: UInt32, _ bytes: [UInt8]) -> Bool {
        let entryBytes = RingImageHeader.entryHeaderBytes + (bytes.count + 7) & ~7
        guard bytes.count <= RingGeometry.definitionsBytes,
            entryBytes <= RingGeometry.definitionsBytes - byteCount
        else { return false }
        let size = UInt32(bytes.count)
        var entry = [kind, size].flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        entry += bytes
        let place = owner.geometry.definitionsFileOffset + byteCount
        do throws(SystemError) {
            try owner.file.write(entry, at: UInt64(place))
        } catch {
            return false
        }
        byteCount += entryBytes
        owner.commitDefinitions(byteCount)
        return true
    }
}
