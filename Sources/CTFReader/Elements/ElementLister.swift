// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Decodes a data stream slowly, sentence by sentence as the format is specified, and says what it
/// finds.
///
/// It shares nothing with the fast decoder but the metadata model, reads bit after bit, and looks
/// for each length and selector field by walking over decoded fields. It is what the fast decoder
/// is tested against.
public struct ElementLister {
    /// The most elements without any bits that an array may have.
    static let emptyElementLimit: UInt64 = 1 << 20
    /// The most field classes within each other.
    static let nestingLimit = 2_000

    /// What the metadata says.
    let metadata: TraceMetadata
    /// The bytes of the data stream.
    let bytes: [UInt8]
    private let consume: (Element) -> Void

    /// Where the current packet begins, in bits from the beginning of the data stream.
    private(set) var packetStart: UInt64 = 0
    /// The place of the next bit, in bits from the beginning of the packet.
    var position: UInt64 = 0
    /// How many elements are not yet ended.
    private var depth = 0
    /// Whether elements are only tried.
    private var isSilent = false
    /// How many field classes are being decoded within each other.
    var nesting = 0
    /// The root structures which are decoded or being decoded.
    var roots: [FieldScope: DecodedNode] = [:]
    /// The byte order of the last field of bits in the packet.
    var lastByteOrder: ByteOrder?
    /// What fields with roles have said.
    var state = ElementState()

    /// Makes a lister of the elements of a data stream.
    ///
    /// - Parameters:
    ///   - metadata: what the metadata says.
    ///   - bytes: the data stream.
    ///   - consume: receives each element.
    public init(
        _ metadata: TraceMetadata,
        _ bytes: [UInt8],
        consume: @escaping (Element) -> Void
    ) {
        self.metadata = metadata
        self.bytes = bytes
        self.consume = consume
    }

    /// Decodes all packets.
    ///
    /// - Throws: why and where decoding cannot go on; the elements before were consumed.
    public mutating func list() throws(ElementStop) {
        while packetStart / 8 < UInt64(bytes.count) {
            try listPacket()
        }
    }
}

extension ElementLister {
    /// Says that something is found at the current position.
    func emit(_ content: Element.Content, name: String? = nil) {
        if isSilent { return }
        consume(
            Element(
                offsetBits: packetStart + position,
                depth: depth,
                name: name,
                content: content
            )
        )
    }

    /// Says that something begins which holds others.
    mutating func begin(_ content: Element.Content, name: String? = nil) {
        emit(content, name: name)
        depth += 1
    }

    /// Says that what was begun last ends.
    mutating func end() {
        depth -= 1
        emit(.end)
    }

    /// How many bits the data has from the packet's beginning on.
    var dataEnd: UInt64 { UInt64(bytes.count) * 8 - packetStart }

    /// Decodes a packet.
    private mutating func listPacket() throws(ElementStop) {
        position = 0
        lastByteOrder = nil
        roots = [:]
        // The elements of a packet depend on no other packet: that CTF 1.8 lets the clock run on is
        // a matter of data streams.
        state = ElementState()
        begin(.packet)
        begin(.packetContent)
        try listScope(.packetHeader, metadata.traceClass.packetHeader)
        let streamClass = try dataStreamClass()
        emit(.dataStream(classID: streamClass.id, id: state.dataStreamID))
        try listScope(.packetContext, streamClass.packetContext)
        state.isContextDecoded = true
        try checkLengths()
        emit(.packetInfo(state.facts))
        while position < min(state.contentEnd ?? .max, dataEnd) {
            if isPadding(streamClass) { break }
            try listEventRecord(streamClass)
        }
        if let contentEnd = state.contentEnd, position < contentEnd { throw dataEnded(0) }
        end()
        if let total = state.totalBits ?? state.contentBits {
            guard total <= dataEnd else { throw dataEnded(0) }
            position = total
        }
        end()
        packetStart += position
    }

    /// Goes to the end of the content if less than a byte is left which holds no event record.
    ///
    /// Tracers that count in bytes round the length of the content up.
    ///
    /// - Returns: whether it is so.
    private mutating func isPadding(_ streamClass: DataStreamClass) -> Bool {
        let end = min(state.contentEnd ?? .max, dataEnd)
        guard end - position < 8 else { return false }
        var trial = self
        trial.isSilent = true
        do throws(ElementStop) {
            try trial.listEventRecord(streamClass)
            return false
        } catch {
            guard error.kind == .contentEnded || error.kind == .dataEnded else { return false }
            position = end
            return true
        }
    }

    /// Decodes an event record.
    private mutating func listEventRecord(
        _ streamClass: DataStreamClass
    ) throws(ElementStop) {
        let start = position
        for scope in FieldScope.allCases where scope.rawValue > FieldScope.packetContext.rawValue {
            roots[scope] = nil
        }
        state.eventRecordClassID = nil
        try align(firstAlignment(streamClass))
        begin(.eventRecord)
        try listScope(.eventRecordHeader, streamClass.eventRecordHeader)
        let eventClass = try eventRecordClass(streamClass)
        emit(.eventRecordInfo(classID: eventClass.id, name: eventClass.identity.name))
        try listScope(.eventRecordCommonContext, streamClass.eventRecordCommonContext)
        try listScope(.eventRecordSpecificContext, eventClass.specificContext)
        try listScope(.eventRecordPayload, eventClass.payload)
        guard position > start else { throw malformed("the event record takes no bits") }
        end()
    }

    /// The alignment of the root structure that an event record begins with.
    private func firstAlignment(_ streamClass: DataStreamClass) -> Int {
        let shared = streamClass.eventRecordHeader ?? streamClass.eventRecordCommonContext
        if let shared { return shared.alignmentBits }
        // Without a header, no field can choose the class.
        let eventClass = try? eventRecordClass(streamClass)
        return (eventClass?.specificContext ?? eventClass?.payload)?.alignmentBits ?? 1
    }

    /// Decodes a root structure, if there is one.
    private mutating func listScope(
        _ scope: FieldScope,
        _ structure: StructureFieldClass?
    ) throws(ElementStop) {
        guard let structure else { return }
        try align(structure.alignmentBits)
        begin(.scope(scope))
        let root = DecodedNode(.structure([:]), in: nil)
        roots[scope] = root
        try list(structure, root, name: nil, in: scope)
        end()
    }

    /// Finds the data stream class that the packet header names.
    private func dataStreamClass() throws(ElementStop) -> DataStreamClass {
        let id = state.dataStreamClassID ?? 0
        let classes = metadata.dataStreamClasses
        if let found = classes.first(where: { $0.id == id }) { return found }
        // In CTF 1.8, the only class needs not be named.
        let isImplied = metadata.format == .ctf1 && state.dataStreamClassID == nil
        guard isImplied, classes.count == 1 else {
            throw malformed("the metadata has no data stream class \(id)")
        }
        return classes[0]
    }

    /// Finds the event record class that the event record header names.
    private func eventRecordClass(
        _ streamClass: DataStreamClass
    ) throws(ElementStop) -> EventRecordClass {
        let id = state.eventRecordClassID ?? 0
        let classes = metadata.eventRecordClasses.filter {
            $0.dataStreamClassID == streamClass.id
        }
        if let found = classes.first(where: { $0.id == id }) { return found }
        let isImplied = metadata.format == .ctf1 && state.eventRecordClassID == nil
        guard isImplied, classes.count == 1 else {
            throw malformed("the metadata has no event record class \(id)")
        }
        return classes[0]
    }
}
