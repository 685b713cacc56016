// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceFields
internal import TraceModel

/// Collects the steps of all event record classes of a data stream class.
struct PrettyTablesBuilder {
    /// The highest value that gets a label in the table of quick ones.
    private static let quickValues = 64

    var steps: [PrettyStep] = []
    var text: [UInt8] = []
    var wides: [PrettyWide] = []
    var encodings: [TextEncoding] = []
    var enumerations: [EnumerationText] = []
    var bitMaps: [PrettyBitMap] = []
    var options: [UInt32] = []
    private var quick: [PrettyTables.Enumeration] = []
    private var labels: [PrettyTables.Text] = []
    /// What stands between a label and its value.
    let labelEnd: [UInt8]

    init(_ options: PrettyOptions) {
        labelEnd = PrettyColors(options).labelEnd
    }

    /// Keeps a text.
    mutating func add(_ bytes: [UInt8]) -> PrettyTables.Text {
        let place = PrettyTables.Text(start: UInt32(text.count), length: UInt32(bytes.count))
        text += bytes
        return place
    }

    /// Adds an enumeration.
    ///
    /// - Returns: its number.
    mutating func add(
        _ enumeration: EnumerationText,
        _ operation: PrettyStep.Operation,
        isSigned: Bool,
        bits: Int
    ) -> Int {
        let first = labels.count
        for value in 0..<Self.quickValues {
            let found = enumeration.labels(of: Int128(value))
            labels.append(add(found.count == 1 ? found[0] + labelEnd : []))
        }
        quick.append(
            PrettyTables.Enumeration(
                operation: operation,
                isSigned: isSigned,
                bits: UInt32(bits),
                firstLabel: UInt32(first),
                labelCount: UInt32(Self.quickValues)
            )
        )
        enumerations.append(enumeration)
        return quick.count - 1
    }

    /// The finished tables.
    func tables(
        _ events: [PrettyTables.Event],
        packetContext: PrettyTables.Program?,
        hasClock: Bool,
        namesProcesses: Bool
    ) -> PrettyTables {
        PrettyTables(
            steps: ConstantArray(steps),
            text: ConstantArray(text + [UInt8](repeating: 0, count: 32)),
            events: ConstantArray(events),
            packetContext: packetContext ?? PrettyTables.Program(start: 0, end: 0),
            hasPacketContext: packetContext != nil,
            hasClock: hasClock,
            namesProcesses: namesProcesses,
            enumerations: ConstantArray(quick),
            labels: ConstantArray(labels),
            options: ConstantArray(options)
        )
    }
}
