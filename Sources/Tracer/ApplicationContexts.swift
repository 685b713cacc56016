// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import EventFilter
internal import SideDescription

/// The contexts that the program itself tells, by the names under which it registered them.
///
/// They lie in a table of fixed size that only grows, so that a signal handler can read it.
@safe
final class ApplicationContexts: @unchecked Sendable {
    // @unchecked because an entry is filled before the count that makes it visible, and then only
    // read.

    static let shared = ApplicationContexts()
    /// How many a program can register.
    static let maximumCount = 64

    /// How a program tells the value of a context; nil when there is none now.
    enum Reader {
        case text(@Sendable () -> String?)
        case integer(@Sendable () -> Int64?)
    }

    private final class Entry {
        let reader: Reader

        init(_ reader: Reader) {
            self.reader = reader
        }

        /// Writes the value as a text without NUL.
        func write(into writer: inout RecordWriter) {
            switch reader {
            case .text(let read):
                if let text = read() { writer.append(prefixOf: text) }
            case .integer(let read):
                if let number = read() { writer.append(decimal: number) }
            }
        }
    }

    private let lock = FutexLock()
    /// The entries, retained for the life of the process.
    private let entries: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private var names: [String] = []

    private init() {
        // SAFETY: every place is initialized at once and never freed.
        unsafe entries = .allocate(capacity: Self.maximumCount)
        unsafe entries.initialize(repeating: nil, count: Self.maximumCount)
    }

    /// Registers a context; false when there are too many.
    ///
    /// A name that is there keeps its place.
    func register(_ name: String, _ reader: Reader) -> Bool {
        guard let index = place(name) else { return false }
        lock.lock()
        defer { lock.unlock() }
        let entry = unsafe Unmanaged.passRetained(Entry(reader)).toOpaque()
        // SAFETY: the index lies in the table, and an older entry is never freed.
        unsafe plume_store_pointer(entries + index, entry)
        return true
    }

    /// The place of a name, which is kept for it when the program has not registered it yet.
    private func place(_ name: String) -> Int? {
        lock.lock()
        defer { lock.unlock() }
        if let index = names.firstIndex(of: name) { return index }
        guard names.count < Self.maximumCount else { return nil }
        names.append(name)
        return names.count - 1
    }

    /// What the C functions take for a context that a channel records.
    @unsafe
    func descriptor(_ name: String) -> plume_context {
        unsafe descriptor(place: place(name))
    }

    /// The number that a filter asks for; nil where there is none.
    func integer(_ id: ContextID) -> Int64? {
        guard let slot = unsafe slot(id), let entry = unsafe plume_load_pointer(slot) else {
            return nil
        }
        // SAFETY: entries are never freed.
        return unsafe Unmanaged<Entry>.fromOpaque(entry)._withUnsafeGuaranteedRef { entry in
            guard case .integer(let read) = entry.reader else { return nil }
            return read()
        }
    }

    /// What the C functions take for a text that a filter asks for.
    @unsafe
    func descriptor(_ id: ContextID) -> plume_context? {
        guard unsafe slot(id) != nil else { return nil }
        let place = Int(id.rawValue) - Int(ContextID.firstApplicationNumber)
        return unsafe descriptor(place: place)
    }

    @unsafe
    private func slot(_ id: ContextID) -> UnsafeMutablePointer<UnsafeMutableRawPointer?>? {
        let place = Int(id.rawValue) - Int(ContextID.firstApplicationNumber)
        guard place >= 0, place < Self.maximumCount else { return nil }
        return unsafe entries + place
    }

    /// What filters find after `$app.`: the contexts that have been registered.
    var catalog: SortedMap<String, ContextCatalog.ApplicationContext> {
        lock.lock()
        defer { lock.unlock() }
        var catalog: SortedMap<String, ContextCatalog.ApplicationContext> = [:]
        for (place, name) in names.enumerated() {
            guard let entry = unsafe entries[place] else { continue }
            // SAFETY: entries are never freed.
            let reader = unsafe Unmanaged<Entry>.fromOpaque(entry).takeUnretainedValue().reader
            let number = ContextID.firstApplicationNumber + UInt16(place)
            var kind = ContextKind.text
            if case .integer = reader { kind = .integer }
            catalog[name] = ContextCatalog.ApplicationContext(
                id: ContextID(rawValue: number),
                kind: kind
            )
        }
        return catalog
    }

    @unsafe
    private func descriptor(place: Int?) -> plume_context {
        // SAFETY: the place lies in the table, which lives as long as the process.
        unsafe plume_context(
            kind: PLUME_CONTEXT_APPLICATION.rawValue,
            argument: 0,
            reader: place == nil
                ? nil
                : { slot, buffer, capacity in
                    unsafe ApplicationContexts.read(slot, buffer, capacity)
                },
            owner: place.map { unsafe UnsafeMutableRawPointer(entries + $0) }
        )
    }

    @unsafe
    private static func read(
        _ slot: UnsafeMutableRawPointer?,
        _ buffer: UnsafeMutableRawPointer?,
        _ capacity: UInt64
    ) -> UInt64 {
        guard let slot = unsafe slot, let buffer = unsafe buffer,
            let entry = unsafe plume_load_pointer(slot)
        else { return 0 }
        // SAFETY: entries are never freed, and the caller vouches for the buffer.
        return unsafe Unmanaged<Entry>.fromOpaque(entry)._withUnsafeGuaranteedRef { entry in
            var writer = unsafe RecordWriter(base: buffer, capacity: Int(capacity))
            entry.write(into: &writer)
            return UInt64(writer.offset)
        }
    }
}
