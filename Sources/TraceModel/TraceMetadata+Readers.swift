// SPDX-License-Identifier: Apache-2.0

extension TraceMetadata {
    /// The same as other readers of CTF 2 want it.
    ///
    /// CTF 2 asks for a data stream class, though a trace need not have a data stream; one without
    /// fields is added where there is none. Log levels and EMF URIs also stand where Babeltrace and
    /// LTTng look for them.
    public var forReaders: TraceMetadata {
        replacing(
            dataStreamClasses: dataStreamClasses.isEmpty ? [DataStreamClass()] : dataStreamClasses,
            eventRecordClasses: eventRecordClasses.map { event in
                EventRecordClass(
                    id: event.id,
                    dataStreamClassID: event.dataStreamClassID,
                    identity: event.identity,
                    specificContext: event.specificContext,
                    payload: event.payload,
                    attributes: event.attributesForReaders
                )
            }
        )
    }
}
