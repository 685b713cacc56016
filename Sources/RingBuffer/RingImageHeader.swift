// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// What a session page says, read from bytes that may be anything.
public struct RingImageHeader: Hashable, Sendable {
    /// Bytes of kind and size before an entry of the definitions.
    public static let entryHeaderBytes = 8
    /// The first bytes of a session page, by which one is found.
    public static let magic = SessionPage.magic

    /// The sizes.
    public let geometry: RingGeometry
    /// What the times count.
    public let clock: RingClock
    /// The committed bytes of the definitions, at most the size of their area.
    public let definitionsLength: Int

    /// Why some bytes are no session page that can be used.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// The magic number is missing.
        case notASessionPage
        /// It has another version of the layout.
        case version(UInt32)
        /// The numbers do not agree with each other.
        case inconsistent

        /// What is wrong, for a person.
        public var description: String {
            switch self {
            case .notASessionPage:
                "no buffers of Plume begin here"
            case .version(let version):
                "the buffers have layout \(version), this command reads"
                    + " \(RingGeometry.layoutVersion): use the version of Plume that recorded them"
            case .inconsistent:
                "the numbers in the session page do not agree with each other"
            }
        }
    }

    /// Reads and checks a session page.
    ///
    /// - Parameter page: the bytes of the page, or its beginning.
    /// - Throws: why it cannot be used.
    public init(_ page: [UInt8]) throws(Refusal) {
        let bytes = page.span
        guard bytes.load(at: SessionPage.magicOffset, as: UInt64.self) == SessionPage.magic,
            let version = bytes.load(at: SessionPage.layoutVersionOffset, as: UInt32.self)
        else { throw .notASessionPage }
        guard version == RingGeometry.layoutVersion else { throw .version(version) }
        guard let cpuCount = bytes.load(at: SessionPage.cpuCountOffset, as: UInt32.self),
            let size = bytes.load(at: SessionPage.sizeOffset, as: UInt64.self),
            let sizeBytes = Int(exactly: size),
            let clock = bytes.load(at: SessionPage.clockOffset, as: UInt32.self)
                .flatMap(RingClock.init),
            let lossMode = bytes.load(at: SessionPage.lossModeOffset, as: UInt32.self)
                .flatMap(EventLossMode.init),
            let allocation = bytes.load(at: SessionPage.allocationOffset, as: UInt32.self)
                .flatMap(RingAllocation.init),
            allocation != .perChannel || cpuCount == 0,
            let geometry = RingGeometry(
                allocation: allocation,
                cpuCount: Int(cpuCount),
                sizeBytes: sizeBytes,
                lossMode: lossMode
            ),
            bytes.load(at: SessionPage.definitionsOffsetOffset, as: UInt64.self)
                == UInt64(geometry.definitionsFileOffset),
            bytes.load(at: SessionPage.definitionsBytesOffset, as: UInt64.self)
                == UInt64(RingGeometry.definitionsBytes),
            let length = bytes.load(at: SessionPage.definitionsLengthOffset, as: UInt64.self),
            length <= UInt64(RingGeometry.definitionsBytes), length % 8 == 0
        else { throw .inconsistent }
        self.geometry = geometry
        self.clock = clock
        definitionsLength = Int(length)
    }
}
