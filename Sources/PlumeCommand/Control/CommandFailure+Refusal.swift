// SPDX-License-Identifier: Apache-2.0

internal import ToolProtocol

extension CommandFailure {
    /// What a person is told of a request that a recording refused: which option would help.
    init(_ refusal: ToolRefusal) {
        let remedy =
            switch refusal {
            case .hasNoSnapshots: "only one that was started with --overwrite has snapshots"
            default: refusal.remedy
            }
        let message = remedy.map { "\(refusal.reason); \($0)" } ?? refusal.reason
        self.init(.cannotRecord, message)
    }
}
