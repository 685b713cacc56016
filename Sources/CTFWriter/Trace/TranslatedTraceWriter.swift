// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import SystemCalls
public import TraceModel

/// Writes the folder of a translated trace: the metadata at once, and a file for each data stream.
public final class TranslatedTraceWriter: Sendable {
    /// The folder.
    public let path: String
    /// How the data streams are written.
    public let translation: TraceTranslation
    private let fileNames = Monitor<Set<String>>([])

    /// Makes the folder, which must not exist, and writes the metadata.
    ///
    /// - Throws: what the format cannot say, in which case there is no folder; or why it cannot be
    ///   written.
    public init(path: String, translation: TraceTranslation) throws(CTFError) {
        let metadata = try Self.metadata(translation.metadata)
        do throws(SystemError) {
            try Directory.createWithParents(path)
            let file = try FileDescriptor.open("\(path)/metadata", .createNew)
            try file.write(metadata)
        } catch {
            throw CTFError.cannotWrite(path, error)
        }
        self.path = path
        self.translation = translation
    }

    /// The bytes of a metadata stream.
    static func metadata(_ metadata: TraceMetadata) throws(CTFError) -> [UInt8] {
        switch metadata.format {
        case .ctf1: try TSDLWriter.text(metadata)
        case .ctf2: CTF2MetadataWriter.metadataStream(metadata.forReaders)
        }
    }

    /// Chooses the name of the file of a data stream, which no other one gets.
    ///
    /// - Parameter name: the name of the data stream, often the path of the file that it was read
    ///   from; nil without one.
    /// - Returns: the name of the file.
    public func reserveFile(_ name: String?) -> String {
        fileNames.change { OutputName.streamFile(name, taken: &$0) }
    }

    /// Makes the file of a data stream.
    ///
    /// - Parameters:
    ///   - classID: the id of its class.
    ///   - id: its own id in the class.
    ///   - file: its name in the folder, from ``reserveFile(_:)``.
    /// - Returns: what writes it, on any one thread.
    /// - Throws: why the file cannot be made.
    public func stream(
        classID: UInt64,
        id: UInt64,
        file: String
    ) throws(CTFError) -> TranslatedStreamWriter {
        guard let translated = translation.stream(id: classID) else {
            throw CTFError(
                .data,
                path: path,
                place: "",
                problem: "there is no data stream class \(classID)",
                remedy: "Check what comes before the component that writes the trace"
            )
        }
        return try TranslatedStreamWriter(
            path: "\(path)/\(file)",
            translation: translated,
            options: translation.options,
            streamID: id,
            uuid: translation.metadata.uuid
        )
    }
}
