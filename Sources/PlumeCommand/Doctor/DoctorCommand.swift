// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SessionHost
internal import SystemCalls

/// `plume doctor`: says whether this machine can record, and how well.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether this machine can record programs, and what would make it better.",
        discussion: """
            plume doctor          what this machine can do
            plume doctor PID      also whether all tracepoints of a running process can be recorded
            plume doctor FILE     the same of those that macros put into a file

            The exit status is 0 if programs can be recorded, and 125 if not.
            """
    )

    @Argument(
        help: "A program to look at as well: its file, or the id of its process.",
        completion: .file()
    )
    var program: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func run() throws {
        var checks = [
            Self.restartableSequences(), Self.concurrencyIDs(), Self.allocations(), Self.clock(),
            Self.memory(), Self.runtimeDirectory(),
            Self.counters(),
        ]
        if let program { checks += try ProgramCheck.run(program) }
        if json {
            let result = JSONValue.object([
                "schema": .integer(1), "checks": .array(checks.map(\.json)),
            ])
            _ = Terminal.output(result.encoded() + [0x0A])
        } else {
            Terminal.show(checks.flatMap(\.lines))
        }
        if checks.contains(where: { $0.verdict == .bad }) {
            throw ExitCode(CommandExitCode.cannotRecord.rawValue)
        }
    }

    private static let sharedBuffer =
        "events go to one buffer that all CPUs share, about 20 ns dearer"

    private static func restartableSequences() -> DoctorCheck {
        let host = Host.identity()
        let subject = "restartable sequences"
        guard host.machine == "x86_64" else {
            return DoctorCheck(
                subject,
                .limited,
                "the sequences are written for x86-64, this is \(host.machine); \(sharedBuffer)"
            )
        }
        guard HostAbilities.hasRestartableSequences else {
            return DoctorCheck(
                subject,
                .limited,
                "the C library did not register any (Linux \(host.release)); \(sharedBuffer)",
                remedy: "Use glibc 2.35 or later, and GLIBC_TUNABLES without glibc.pthread.rseq=0."
            )
        }
        return DoctorCheck(subject, .good, "registered by the C library (Linux \(host.release))")
    }

    private static func allocations() -> DoctorCheck {
        let hasSections =
            HostAbilities.hasRestartableSequences && Host.identity().machine == "x86_64"
        let subject = "buffer allocations"
        guard hasSections else {
            return DoctorCheck(
                subject,
                .limited,
                "per-channel; per-cpu and per-id use the shared buffer"
            )
        }
        guard HostAbilities.hasConcurrencyIDs else {
            return DoctorCheck(
                subject,
                .limited,
                "per-cpu and per-channel; per-id uses the shared buffer"
            )
        }
        return DoctorCheck(subject, .good, "per-cpu, per-channel and per-id")
    }

    private static func concurrencyIDs() -> DoctorCheck {
        let subject = "concurrency ids"
        guard HostAbilities.hasConcurrencyIDs else {
            return DoctorCheck(
                subject,
                .limited,
                "the kernel has none; buffers are kept by CPU",
                remedy: "Linux 6.3 or later has them."
            )
        }
        return DoctorCheck(subject, .good, "the kernel keeps them")
    }

    private static func clock() -> DoctorCheck {
        guard Clock.isTimeStampCounterConstant() else {
            return DoctorCheck(
                "clock",
                .limited,
                "the time-stamp counter is not constant; CLOCK_MONOTONIC is used, which is slower",
                remedy: "On a virtual machine, let the host give its guest an invariant counter."
            )
        }
        return DoctorCheck("clock", .good, "the time-stamp counter is constant")
    }

    private static func memory() -> DoctorCheck {
        let count = Host.possibleCPUCount()
        do throws(SystemError) {
            guard let maximumBytes = try HostAbilities.tryBuffers() else {
                return DoctorCheck(
                    "buffers",
                    .bad,
                    "\(count) CPUs are more than a channel can have"
                )
            }
            let bytes = Terminal.bytes(UInt64(maximumBytes))
            let cpus = Terminal.counted(UInt64(count), "CPU")
            return DoctorCheck("buffers", .good, "\(cpus), at most \(bytes) by default")
        } catch {
            return DoctorCheck(
                "buffers",
                .bad,
                "they cannot be made: \(error)",
                remedy: "Raise the limit of address space (ulimit -v), or use --buffer-size 128k."
            )
        }
    }

    private static func counters() -> DoctorCheck {
        let subject = "counters of the processor"
        guard PerformanceCounter.isAvailable(type: 0, configuration: 0) else {
            return DoctorCheck(
                subject,
                .limited,
                "there are none; --context perf:thread:NAME takes those of the kernel only",
                remedy: "On a virtual machine, let the host pass them on; else lower"
                    + " kernel.perf_event_paranoid."
            )
        }
        return DoctorCheck(subject, .good, "can be recorded (--context perf:thread:NAME)")
    }

    private static func runtimeDirectory() -> DoctorCheck {
        do throws(SystemError) {
            let directory = try RuntimeDirectory.prepareForController()
            directory.removeIfHidden()
            guard !directory.refusals.isEmpty else {
                return DoctorCheck("runtime directory", .good, directory.path)
            }
            return DoctorCheck(
                "runtime directory",
                .limited,
                directory.refusals.joined(separator: "; "),
                remedy: "It must belong to you with mode 0700; unset XDG_RUNTIME_DIR, or set it to"
                    + " such a one, so that programs and plume attach find each other."
            )
        } catch {
            return DoctorCheck(
                "runtime directory",
                .bad,
                "\(error)",
                remedy: "Set XDG_RUNTIME_DIR to a directory of yours with mode 0700."
            )
        }
    }
}
