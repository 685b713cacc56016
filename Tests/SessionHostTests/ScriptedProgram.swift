// SPDX-License-Identifier: Apache-2.0

import MessageCoding
import ProgramProtocol
import RingBuffer
import SideDescription
import SystemCalls

/// A program of a recording that is no process: its messages and records are written by the test.
final class ScriptedProgram {
    struct Refused: Error {}

    private let socket: MessageSocket
    private let process: UInt32
    private var assembler = MessageAssembler()
    private var producer: RingProducer?
    /// The ids of the events that are to be recorded.
    private(set) var ids: [UInt16] = []
    /// What the host said so far.
    private(set) var heard: [ControllerMessage] = []

    /// Connects and introduces itself with one event, `NAME:number`.
    init(_ name: String, process: UInt32, to path: String) throws {
        self.process = process
        socket = try MessageSocket.connect(to: path)
        let hello = ProgramHello(
            ringLayoutVersion: RingGeometry.layoutVersion,
            process: process,
            hasRestartableSequences: true,
            name: name,
            program: "/bin/\(name)"
        )
        let event = SideEventDescription(
            provider: name,
            name: "number",
            fields: [SideField("number", SideType(.integer(bits: 64, isSigned: false)))]
        )
        try say(.hello(hello))
        try say(.event(index: 0, record: SideRecordBuilder.record(for: event)))
        try say(.ready(sequence: 1))
    }

    func say(_ message: ProgramMessage) throws { try socket.send(message.encoded()) }

    /// Sends bytes that may be no message.
    func say(bytes: [UInt8]) throws { try socket.send(bytes) }

    /// Does what the host has said since the last time.
    func hear() throws {
        while true {
            switch try socket.receive() {
            case .nothing: return
            case .closed: return
            case .message(let packet, let file):
                guard let bytes = try assembler.take(packet) else { continue }
                let message = try ControllerMessage(decoding: bytes)
                heard.append(message)
                switch message {
                case .channel(let offer):
                    guard let file = consume file else { throw Refused() }
                    try map(offer, file)
                case .enable(let order): ids.append(order.id)
                case .done:
                    // It emitted nothing before its orders.
                    try say(.untraced(UntracedReport(nanoseconds: 0, counts: [])))
                default: continue
                }
            }
        }
    }

    private func map(_ offer: ChannelOffer, _ file: borrowing FileDescriptor) throws {
        guard
            let lossMode = EventLossMode(rawValue: offer.lossMode),
            let geometry = RingGeometry(
                allocation: .perCPU,
                cpuCount: Int(offer.cpuCount),
                sizeBytes: Int(offer.sizeBytes),
                lossMode: lossMode
            ), let clock = RingClock(rawValue: offer.clock)
        else { throw Refused() }
        producer = try RingProducer(file, geometry: geometry, clock: clock)
    }

    /// Writes records of the event.
    func write(_ numbers: Range<UInt64>) throws {
        guard let producer, let id = ids.first else { throw Refused() }
        for number in numbers {
            let ids = [process, process].flatMap { word in
                (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
            }
            let field = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            guard producer.put(id: id, payload: ids + field) else { throw Refused() }
        }
    }
}
