// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Why an event of the SIDE ABI cannot be recorded.
struct SideCompilerError: Error {
    let reason: String
}

/// Reads the description of an event that some part of this process registered, and compiles it:
/// into what a controller is told, and into the steps that read arguments.
///
/// Values are recorded with their meaning, not with their bytes: in the machine's order, at the
/// width of their container, gathered ones as if they had been passed.
struct SideEventCompiler {
    /// What an event becomes.
    @safe
    struct Result {
        let description: SideEventDescription
        @unsafe let steps: UnsafePointer<ArgumentStep>?
        let fieldCount: Int
        let isVariadic: Bool
    }

    static let maximumDepth = 24
    static let maximumCount = 4_096
    /// What may still be described; it bounds the work on descriptions that refer to themselves.
    var budget = 16_384

    /// Compiles the description at an address.
    @unsafe
    static func compile(_ event: UnsafeRawPointer) throws(SideCompilerError) -> Result {
        // SAFETY: whoever registered the event vouches for its description and all that it points
        // to, for as long as it is registered.
        typealias Place = SideLayout.Description
        let size = unsafe event.number(Place.size, as: UInt32.self)
        let version = unsafe event.number(Place.version, as: UInt32.self)
        guard version == SideLayout.descriptionVersion, size >= SideLayout.descriptionSize else {
            throw SideCompilerError(reason: "its description has version \(version)")
        }
        var compiler = SideEventCompiler()
        var (fields, steps) = try unsafe compiler.fields(event, Place.fields, depth: 0)
        let flags = unsafe event.number(Place.flags, as: UInt64.self)
        let isVariadic = flags & SideLayout.variadicFlag != 0
        let fieldCount = fields.count
        if isVariadic { fields.append(compiler.variadicField(beside: fields)) }
        if isVariadic { steps.append(ArgumentStep(.dynamic, DynamicLabel.structure)) }
        let level = unsafe event.number(Place.logLevel, as: UInt32.self)
        let description = SideEventDescription(
            provider: unsafe SideText.read(event.address(Place.provider)),
            name: unsafe SideText.read(event.address(Place.name)),
            logLevel: LogLevel(rawValue: level) ?? .debug,
            fields: fields,
            attributes: unsafe compiler.attributes(event, Place.attributes)
        )
        do throws(SideRecordError) {
            _ = try SideRecordParser.parse(SideRecordBuilder.record(for: description))
        } catch {
            throw SideCompilerError(reason: error.reason)
        }
        return unsafe Result(
            description: description,
            steps: ArgumentStep.row(steps),
            fieldCount: fieldCount,
            isVariadic: isVariadic
        )
    }

    /// What is passed beyond the described fields.
    private func variadicField(beside fields: [SideField]) -> SideField {
        var name = "variadic"
        while fields.contains(where: { $0.name == name }) { name = "_" + name }
        return SideField(name, DynamicType.members)
    }

    /// The fields of an event or a structure, from the array at an offset.
    @unsafe
    mutating func fields(
        _ owner: UnsafeRawPointer,
        _ offset: Int,
        depth: Int
    ) throws(SideCompilerError) -> ([SideField], [ArgumentStep]) {
        let (first, count) = unsafe owner.list(offset)
        guard let first = unsafe first, count > 0 else { return ([], []) }
        guard count <= Self.maximumCount else {
            throw SideCompilerError(reason: "\(count) fields are too many")
        }
        var fields: [SideField] = []
        var steps: [ArgumentStep] = []
        for index in 0..<count {
            let field = unsafe first + index * SideLayout.fieldSize
            var name = unsafe SideText.read(field.address(SideLayout.Field.name))
            // Formats want names that differ; the ABI does not.
            while fields.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) { name += "_" }
            let (type, step) = try unsafe type(field + SideLayout.Field.type, depth: depth + 1)
            fields.append(SideField(name, type))
            steps.append(step)
        }
        return (fields, steps)
    }

    /// The attributes in the array at an offset; those without a value are left out.
    @unsafe
    func attributes(_ owner: UnsafeRawPointer, _ offset: Int) -> [SideAttribute] {
        let (first, count) = unsafe owner.list(offset)
        guard let first = unsafe first else { return [] }
        var attributes: [SideAttribute] = []
        for index in 0..<min(count, Self.maximumCount) {
            let attribute = unsafe first + index * SideLayout.attributeSize
            let typed = unsafe attribute + SideLayout.Attribute.type
            guard let value = unsafe SideAttribute.Value(live: typed) else { continue }
            let key = unsafe SideText.readRaw(attribute + SideLayout.Attribute.key)
            attributes.append(SideAttribute(key, value))
        }
        return attributes
    }

    /// The labels of an enumeration, and the attributes beside them.
    @unsafe
    func labels(
        _ mappings: UnsafeRawPointer?,
        below limit: Int64 = .max
    ) -> ([SideEnumerationLabel], [SideAttribute]) {
        guard let mappings = unsafe mappings else { return ([], []) }
        let (first, count) = unsafe mappings.list(SideLayout.Mappings.list)
        var labels: [SideEnumerationLabel] = []
        if let first = unsafe first {
            for index in 0..<min(count, Self.maximumCount) {
                let mapping = unsafe first + index * SideLayout.mappingSize
                let begin = unsafe mapping.number(SideLayout.Range.first, as: Int64.self)
                let last = unsafe mapping.number(SideLayout.Range.last, as: Int64.self)
                let end = min(last, limit)
                guard begin <= end else { continue }
                let name = unsafe SideText.readRaw(mapping + SideLayout.Range.meaning)
                labels.append(SideEnumerationLabel(name, begin...end))
            }
        }
        return unsafe (labels, attributes(mappings, SideLayout.Mappings.attributes))
    }
}
