// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// How the environment steers the runtime of a program.
struct RuntimeSettings {
    /// The socket of the controller that started the program (`PLUME_CONTROL`).
    let control: String?
    /// Whether the program may be attached to later (`PLUME_ATTACH=off` forbids it).
    let isAttachable: Bool
    /// Whether the runtime does anything at all (`PLUME=off`).
    let isOn: Bool
    /// How long the program waits for a controller, in nanoseconds (`PLUME_WAIT_MILLISECONDS`).
    let waitNanoseconds: UInt64

    /// Reads the environment.
    ///
    /// A set-user-ID program sees none of it and stays untraced.
    static func fromEnvironment() -> RuntimeSettings {
        guard !Process.isSecure, Environment.value("PLUME") != "off" else {
            return RuntimeSettings(
                control: nil,
                isAttachable: false,
                isOn: false,
                waitNanoseconds: 0
            )
        }
        let milliseconds =
            Environment.value("PLUME_WAIT_MILLISECONDS").flatMap { UInt64($0) }
            ?? RuntimeLimits.waitMilliseconds
        return RuntimeSettings(
            control: Environment.value("PLUME_CONTROL"),
            isAttachable: Environment.value("PLUME_ATTACH") != "off",
            isOn: true,
            waitNanoseconds: min(milliseconds, 60_000) * 1_000_000
        )
    }
}

/// The longest that the runtime ever holds a program up.
public enum RuntimeLimits {
    /// How long the start of a program, or the first use of a tracepoint, waits for a controller
    /// that does not answer, in milliseconds.
    ///
    /// Afterwards the program goes on, untraced until the answer comes. A machine with a load of
    /// 30 for its two CPUs answers a hundred programs within a second.
    public static let waitMilliseconds: UInt64 = 2_000
}
