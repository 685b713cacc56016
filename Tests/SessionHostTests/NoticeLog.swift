// SPDX-License-Identifier: Apache-2.0

@testable import SessionHost

/// An observer that keeps the names of what it is told.
final class NoticeLog: HostObserver {
    private(set) var notices: [String] = []
    /// How recordings stood when they were last looked at.
    private(set) var progress: RecordingProgress?

    var progressMilliseconds: Int32? { nil }

    func observe(_ notice: HostNotice) {
        notices.append(String("\(notice)".prefix { $0 != "(" }))
    }

    /// How many turns the recording has had.
    private(set) var turnCount = 0

    func observe(progress: () -> RecordingProgress) {
        turnCount += 1
        self.progress = progress()
    }
}
