// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// The CPUs on which a thread may run.
public struct ThreadAffinity: Hashable, Sendable {
    /// One bit for each CPU, the first one lowest.
    private let mask: [UInt8]

    private static let maximumCPUCount = 8_192

    /// One CPU alone.
    public init(cpu: Int) {
        precondition((0..<Self.maximumCPUCount).contains(cpu))
        var mask = [UInt8](repeating: 0, count: (cpu / 64 + 1) * 8)
        mask[cpu / 8] = 1 << UInt8(cpu % 8)
        self.mask = mask
    }

    private init(mask: [UInt8]) { self.mask = mask }

    /// Those of the calling thread; nil where they cannot be asked.
    public static func current() -> ThreadAffinity? {
        var mask = [UInt8](repeating: 0, count: maximumCPUCount / 8)
        let count = unsafe mask.withUnsafeMutableBytes { bytes in
            // SAFETY: the buffer lives for the call and has as many bytes as it says.
            unsafe plume_get_affinity(bytes.baseAddress, bytes.count)
        }
        return count > 0 ? ThreadAffinity(mask: Array(mask.prefix(Int(count)))) : nil
    }

    /// Lets the calling thread run there, and nowhere else.
    ///
    /// - Returns: whether that was possible; a CPU may be offline or not allowed.
    @discardableResult
    public func apply() -> Bool {
        unsafe mask.withUnsafeBytes { bytes in
            // SAFETY: the buffer lives for the call and has as many bytes as it says.
            unsafe plume_set_affinity(bytes.baseAddress, bytes.count)
        } == 0
    }
}
