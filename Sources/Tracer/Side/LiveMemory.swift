// SPDX-License-Identifier: Apache-2.0

/// The structures of the SIDE ABI in this process's memory, which are packed: addresses need no
/// alignment.
extension UnsafeRawPointer {
    /// A number at a distance.
    @unsafe
    @inline(__always)
    func number<Number: BitwiseCopyable>(_ offset: Int, as type: Number.Type) -> Number {
        // SAFETY: the caller vouches for the structure that this is an address of.
        unsafe loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// The address that a pointer of the ABI holds, 16 bytes of which the first 8 count.
    @unsafe
    @inline(__always)
    func address(_ offset: Int) -> UnsafeRawPointer? {
        // SAFETY: as above.
        unsafe UnsafeRawPointer(bitPattern: loadUnaligned(fromByteOffset: offset, as: UInt.self))
    }

    /// An array of the ABI: where it begins, and its count.
    @unsafe
    @inline(__always)
    func list(_ offset: Int) -> (first: UnsafeRawPointer?, count: Int) {
        // SAFETY: as above.
        let first = unsafe address(offset)
        let count = unsafe number(offset &+ 16, as: UInt32.self)
        return unsafe (first, first == nil ? 0 : Int(count))
    }
}
