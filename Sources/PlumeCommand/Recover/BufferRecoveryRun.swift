// SPDX-License-Identifier: Apache-2.0

internal import RingRecovery
internal import SystemCalls
internal import TraceModel

/// Recovers the channels that a source holds, each as a trace.
struct BufferRecoveryRun {
    let source: RecoverySource
    /// The trace that was recorded; nil to take what the source itself names.
    let trace: String?
    let output: String
    let format: MetadataFormat

    func run() throws(CommandFailure) -> (lines: [String], isWhole: Bool) {
        var found = try find()
        let images = found.images
        guard !images.isEmpty else {
            throw CommandFailure(
                .traceUnreadable,
                found.problems.first
                    ?? "no buffers of Plume are in it: it was not recorded, or has ended"
            )
        }
        if case .core = source {} else { try checkIsOver(images) }
        let recordings = Dictionary(grouping: images, by: \.recording).values
            .sorted { ($0.first?.name ?? "") < ($1.first?.name ?? "") }
        if recordings.count > 1 { try makeFolder() }
        var isWhole = found.problems.isEmpty
        for (number, recording) in recordings.enumerated() {
            let path = recordings.count == 1 ? output : "\(output)/\(number + 1)"
            do throws(BufferRecovery.Failure) {
                let reports = try BufferRecovery.recover(
                    recording,
                    recordedFolder: trace ?? found.trace,
                    to: path,
                    format: format
                )
                for report in reports {
                    found.problems += report.lines()
                    isWhole = isWhole && report.isWhole
                }
                found.problems.append(BufferRecoveryReport.summary(reports))
                found.problems.append("Created CTF trace `\(path)`.")
            } catch {
                throw CommandFailure(.traceUnreadable, error.description)
            }
        }
        return (found.problems, isWhole)
    }

    private struct Found {
        var images: [RingImage] = []
        var problems: [String] = []
        var trace: String?

        mutating func take(_ result: RingImageFinder.Result) {
            images = result.images
            problems = result.problems
        }
    }

    private func find() throws(CommandFailure) -> Found {
        var found = Found()
        var core: CoreFile?
        if case .core(let path) = source { core = try Self.core(path) }
        do throws(SystemError) {
            switch source {
            case .process(let process):
                found.take(try RingImageFinder.find(in: ProcessMemory(process)))
            case .core(let path):
                guard let core else { break }
                found.take(try RingImageFinder.find(in: core))
                if core.isTruncated {
                    found.problems.append("\(path): the core dump was cut short")
                }
            case .buffers(let files, let trace):
                found.trace = trace
                for file in files { Self.open(file, &found) }
            case .trace:
                break
            }
        } catch {
            guard case .process(let process) = source else {
                throw CommandFailure(.traceUnreadable, "\(error)")
            }
            let reason =
                error.errno == .noSuchFile || error.errno == .noSuchProcess
                ? "there is no such process"
                : "\(error): only root and the process's own user may read it"
            throw CommandFailure(.traceUnreadable, "\(process): \(reason)")
        }
        return found
    }

    private static func core(_ path: String) throws(CommandFailure) -> CoreFile {
        do throws(CoreFile.Refusal) {
            return try CoreFile(path: path)
        } catch {
            throw CommandFailure(.traceUnreadable, "\(path): \(error)")
        }
    }

    private static func open(_ file: String, _ found: inout Found) {
        do throws(SystemError) {
            let source = try FileImageSource(path: file)
            do throws(RingImage.Refusal) {
                found.images.append(try RingImage(source))
            } catch {
                found.problems.append("\(file): \(error)")
            }
        } catch {
            found.problems.append("\(error)")
        }
    }

    /// A controller that lives takes the records itself; what is read meanwhile would be torn.
    private func checkIsOver(_ images: [RingImage]) throws(CommandFailure) {
        guard let image = images.first(where: { $0.controller.isAlive }) else { return }
        throw CommandFailure(
            .traceUnreadable,
            "\(image.name): process \(image.controller.process) still records it; end"
                + " that, or use plume snapshot"
        )
    }

    private func makeFolder() throws(CommandFailure) {
        do throws(SystemError) {
            try Directory.create(output, mode: 0o700)
        } catch {
            throw CommandFailure(.cannotRecord, "--output \(output): \(error)")
        }
    }
}
