// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import Glibc

/// A process that this one started (`waitpid`, `kill`); see ``PreparedProgram``.
public struct ChildProcess: Sendable {
    /// Its process id.
    public let id: Int32

    /// How a program ended.
    public enum Status: Hashable, Sendable {
        /// It exited with a code.
        case exited(Int32)
        /// A signal ended it.
        case signaled(Int32)

        /// The code with which a shell reports it: 128 and the signal's number for a signal.
        public var shellCode: Int32 {
            switch self {
            case .exited(let code): code
            case .signaled(let number): 128 + number
            }
        }
    }

    /// How the program ended, or nil while it runs (`waitpid`).
    public func poll() -> Status? {
        var status: Int32 = 0
        guard unsafe waitpid(id, &status, WNOHANG) == id else { return nil }
        // The macros of wait.h are not imported: the low 7 bits hold the signal, the next byte the
        // code.
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signaled(signal)
    }

    /// Sends it a signal (`kill`).
    public func send(_ signal: Signal) { _ = kill(id, signal.rawValue) }
}

/// A signal by its number.
public struct Signal: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: Int32

    /// Wraps a number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Ctrl-C (`SIGINT`).
    public static let interrupt = Signal(rawValue: SIGINT)
    /// A request to end (`SIGTERM`).
    public static let terminate = Signal(rawValue: SIGTERM)
    /// The terminal is gone (`SIGHUP`).
    public static let hangUp = Signal(rawValue: SIGHUP)
    /// Ctrl-\ (`SIGQUIT`).
    public static let quit = Signal(rawValue: SIGQUIT)
    /// An end without appeal (`SIGKILL`).
    public static let kill = Signal(rawValue: SIGKILL)
    /// A child changed its state (`SIGCHLD`).
    public static let child = Signal(rawValue: SIGCHLD)
    /// For the program's own use (`SIGUSR1`).
    public static let user1 = Signal(rawValue: SIGUSR1)
    /// For the program's own use (`SIGUSR2`).
    public static let user2 = Signal(rawValue: SIGUSR2)
}

extension Signal {
    /// What people call it, for example "SIGSEGV" (`sigabbrev_np`).
    public var name: String {
        // SAFETY: the text is a constant of the C library.
        guard let text = unsafe plume_signal_name(rawValue) else { return "signal \(rawValue)" }
        return unsafe "SIG" + String(cString: text)
    }

    /// Turns writing to a closed pipe, and writing more than a file may hold, from deadly signals
    /// into errors (`SIGPIPE`, `SIGXFSZ`); programs that are started later have the signals as this
    /// process found them.
    public static func ignoreFailedWrites() { plume_ignore_failed_writes() }

    /// Calls a function when the signal comes; the next one has its usual effect again
    /// (`sigaction`).
    ///
    /// The calling thread takes the signal even if whoever started this process had
    /// blocked it, as the worker threads of many runtimes do.
    ///
    /// - Parameter handler: may do only what is allowed in signal handlers.
    public func handleOnce(_ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        // SAFETY: the structure is filled in before the call, which copies it.
        unsafe action.__sigaction_handler.sa_handler = handler
        action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND))
        _ = unsafe sigaction(rawValue, &action, nil)
        var signals = sigset_t()
        // SAFETY: both calls only write into and read from the local set.
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, rawValue)
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}

/// Signals received as messages instead of interruptions (`signalfd`).
public struct SignalQueue: ~Copyable, Sendable {
    /// Readable when a signal is waiting.
    public let descriptor: FileDescriptor

    /// A signal that came.
    public struct Received: Hashable, Sendable {
        /// Which one.
        public let signal: Signal
        /// Whether the terminal sent it, to the whole foreground group and so to the child too.
        public let isFromTerminal: Bool

        /// Says what came.
        public init(signal: Signal, isFromTerminal: Bool) {
            self.signal = signal
            self.isFromTerminal = isFromTerminal
        }
    }

    /// Blocks signals for this thread and queues them.
    public init(_ signals: [Signal]) throws(SystemError) {
        let numbers = signals.map(\.rawValue)
        descriptor = FileDescriptor(
            owning: try retrying("signalfd") {
                unsafe plume_signal_descriptor(numbers, numbers.count)
            }
        )
    }

    /// The next signal, nil when none is waiting.
    public func next() -> Received? {
        var isFromTerminal: Int32 = 0
        let number = unsafe plume_read_signal(descriptor.rawValue, &isFromTerminal)
        guard number > 0 else { return nil }
        return Received(signal: Signal(rawValue: number), isFromTerminal: isFromTerminal != 0)
    }
}
