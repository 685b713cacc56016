// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// Where the packets of one data stream go: the files of a trace folder, or whatever else takes
/// them.
public protocol PacketSink: AnyObject {
    /// Bytes of the packets that are kept.
    var byteCount: UInt64 { get }

    /// Appends one packet, whole or not at all: after an error another attempt may be made.
    ///
    /// - Parameters:
    ///   - summary: times and losses.
    ///   - records: begins with the packet's records, which are lent for the time of the call.
    ///   - recordBytes: bytes of whole records, padding after the last one included.
    ///   - contentBytes: the same without that padding.
    /// - Throws: why the packet was not taken, for example that a disk is full.
    func append(
        _ summary: DataStreamWriter.Summary,
        records: RawSpan,
        recordBytes: Int,
        contentBytes: Int
    ) throws(SystemError)

    /// Waits until all packets are where a loss of power does not reach them.
    ///
    /// - Throws: why they may not be there.
    func synchronize() throws(SystemError)

    /// Lets the next packet go into another trace, where the data stream goes on.
    ///
    /// - Parameter directory: the folder of that trace.
    /// - Throws: why what was appended before may not be safe, where that is waited for.
    func rotate(to directory: String) throws(SystemError)
}

extension DataStreamFiles: PacketSink {
    /// Names the files of a data stream; the first one is made with the first packet.
    public convenience init(_ plan: DataStreamPlan) {
        self.init(
            directory: plan.directory,
            name: plan.name,
            uuid: plan.uuid,
            identity: plan.identity,
            limits: plan.limits,
            synchronizesFinished: plan.synchronizesFinished
        )
    }
}

/// What is known of a data stream before its first packet.
public struct DataStreamPlan: Sendable {
    /// The folder of the trace, which has a folder `index`.
    public let directory: String
    /// What the data stream is called there.
    public let name: String
    /// The 16 bytes of the metadata stream's UUID.
    public let uuid: [UInt8]
    /// Which data stream it is.
    public let identity: DataStreamIdentity
    /// How large and how many its files may be.
    public let limits: DataStreamFiles.Limits
    /// Whether a file is waited for to be on the disk before the next one is begun.
    public let synchronizesFinished: Bool

    /// Describes a data stream.
    public init(
        directory: String,
        name: String,
        uuid: [UInt8],
        identity: DataStreamIdentity,
        limits: DataStreamFiles.Limits = DataStreamFiles.Limits(),
        synchronizesFinished: Bool = false
    ) {
        self.directory = directory
        self.name = name
        self.uuid = uuid
        self.identity = identity
        self.limits = limits
        self.synchronizesFinished = synchronizesFinished
    }
}

/// Makes the sink of a data stream, before its first packet.
public typealias PacketSinkMaker = (DataStreamPlan) -> any PacketSink
