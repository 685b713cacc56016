// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// The writing end of a channel's definitions: what is needed to read its records.
///
/// Whoever finds the memory after controller and programs are gone reads them; to the rings they
/// are bytes. Appending is a copy and one store.
public struct RingDefinitionsWriter: ~Copyable {
    private let mapping: RingMapping
    /// The committed bytes; a word in private memory, because programs could change the shared one.
    public private(set) var byteCount = 0

    init(_ mapping: RingMapping) {
        self.mapping = mapping
    }

    /// Appends an entry: its kind, its size, the bytes, and zeros up to a multiple of 8.
    ///
    /// - Parameters:
    ///   - kind: what the bytes say.
    ///   - bytes: the entry.
    /// - Returns: whether there was room for it.
    public mutating func append(kind: UInt32, _ bytes: [UInt8]) -> Bool {
        let entryBytes = RingImageHeader.entryHeaderBytes + (bytes.count + 7) & ~7
        guard bytes.count <= RingGeometry.definitionsBytes,
            entryBytes <= RingGeometry.definitionsBytes - byteCount
        else { return false }
        // SAFETY: the area is mapped for the life of the mapping, and the entry was found to fit
        // into it after what is committed, which is a multiple of 8. Nothing but zeros was there.
        let base = unsafe mapping.range.base
        let entry = unsafe base + mapping.geometry.definitionsMappingOffset + byteCount
        unsafe entry.storeBytes(of: kind, as: UInt32.self)
        unsafe entry.storeBytes(of: UInt32(bytes.count), toByteOffset: 4, as: UInt32.self)
        unsafe bytes.span.withUnsafeBytes { source in
            guard let address = source.baseAddress else { return }
            // SAFETY: as above; the source is the array's own memory.
            unsafe (entry + RingImageHeader.entryHeaderBytes)
                .copyMemory(from: address, byteCount: source.count)
        }
        byteCount += entryBytes
        unsafe plume_store_release(
            base + SessionPage.definitionsLengthOffset,
            UInt64(byteCount)
        )
        return true
    }
}
