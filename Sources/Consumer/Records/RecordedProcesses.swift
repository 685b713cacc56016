// SPDX-License-Identifier: Apache-2.0

/// The processes whose records were read, each once, by the ids in the records.
public final class RecordedProcesses {
    /// The ids, seen from the processes' own namespaces.
    public private(set) var ids: Set<UInt32> = []
    /// The ids that came last, each in the place that its low bits name: most records are of one of
    /// these and need no look into the set.
    private var recent = [UInt32](repeating: 0, count: 256)

    /// More processes than that are not told apart: a hostile program can write any ids.
    private static let maximumCount = 1 << 20

    /// Notes the process of a record.
    func note(_ process: UInt32) {
        let place = Int(process & 255)
        guard recent[place] != process else { return }
        recent[place] = process
        if ids.count < Self.maximumCount { ids.insert(process) }
    }
}
