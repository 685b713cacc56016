// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RingBuffer
internal import SessionEngine
internal import SideDescription

/// The definitions beside the records of one owner's buffers, by which others can read them.
final class BufferDefinitions {
    private var writer: RingDefinitionsWriter
    private var isFull = false
    private let observer: any HostObserver

    init(_ rings: RingBufferOwner, observer: any HostObserver) {
        self.observer = observer
        writer = rings.definitions()
    }

    /// Writes down what the records belong to, before any program can write one.
    func describe(_ description: ChannelDescription) {
        isFull = !description.write(to: &writer)
    }

    /// Writes an event down, before a program is told to record it.
    func define(_ definition: RecordingSession.EventDefinition) {
        guard !isFull else { return }
        let isWritten = ChannelDescription.write(
            id: definition.id,
            definition.description,
            to: &writer
        )
        guard !isWritten else { return }
        isFull = true
        observer.observe(.definitionsFull(event: definition.description.fullName))
    }
}
