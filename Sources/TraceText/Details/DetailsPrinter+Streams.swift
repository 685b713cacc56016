// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceGraph
internal import TraceModel

extension DetailsPrinter {
    /// Appends what is known of a data stream and its trace.
    func appendStreamBeginning(_ message: Message, _ text: inout TextBuffer) {
        title("Stream beginning", &text)
        guard let stream = message.stream, !options.isCompact else {
            return text.append(byte: 0x0A)
        }
        text.append(":\n")
        var inner = writer
        inner.level = 1
        if options.showsStreamName { inner.line("Name", optional: stream.name, &text) }
        if options.showsStreamClassName {
            let name = stream.streamClass.streamClass.identity.name
            inner.line("Class name", optional: name, &text)
        }
        inner.indent(&text)
        inner.colored(inner.colors.title, "Trace", &text)
        if options.showsTraceName, let name = stream.trace.name {
            text.append(" `")
            inner.value(name, &text)
            text.append("`")
        }
        text.append(":\n")
        inner.level = 2
        appendTrace(stream.trace, inner, &text)
    }

    private func appendTrace(
        _ trace: MessageTrace,
        _ writer: DetailsWriter,
        _ text: inout TextBuffer
    ) {
        let metadata = trace.compiled.metadata
        let identity = metadata.traceClass.identity
        if metadata.format == .ctf2 {
            writer.line("Namespace", optional: identity.namespace, &text)
        }
        if options.showsUUID {
            let isNew = metadata.format == .ctf2 && identity.uid != nil
            if isNew {
                writer.line("UID", optional: identity.uid, &text)
            } else {
                writer.line("UUID", optional: metadata.uuid?.description, &text)
            }
        }
        let environment = metadata.traceClass.environment.sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        if !environment.isEmpty {
            writer.indent(&text)
            writer.colored(writer.colors.property, "Environment", &text)
            text.append(" (")
            writer.count(environment.count, "entry", "entries", &text)
            text.append("):\n")
        }
        var inner = writer
        inner.level += 1
        for entry in environment {
            inner.indent(&text)
            inner.colored(inner.colors.member, entry.name, &text)
            text.append(": ")
            switch entry.value {
            case .integer(let integer): inner.value(DetailsWriter.number(integer), &text)
            case .string(let string): inner.value(string, &text)
            }
            text.append(byte: 0x0A)
        }
        for stream in trace.streams {
            writer.indent(&text)
            writer.colored(writer.colors.title, "Stream", &text)
            text.append(" (ID ")
            writer.value(DetailsNumber.text(stream.id), &text)
            text.append(", Class ID ")
            writer.value(DetailsNumber.text(stream.classID), &text)
            text.append(")\n")
        }
    }
}
