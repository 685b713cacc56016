// SPDX-License-Identifier: Apache-2.0

/// What a key stands for.
enum StoredValue {
    case string([UInt8])
    case list(StoredList)

    /// The memory the value is counted with, so that the sum can be limited.
    var cost: Int {
        switch self {
        case .string(let bytes): bytes.count
        case .list(let list): list.cost
        }
    }
}
