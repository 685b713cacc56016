// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// What the kernel's restartable sequences offer on this machine.
public enum RestartableSequences {
    /// Whether the kernel numbers the threads that run at the same time (`mm_cid`), by the feature
    /// size in the auxiliary vector: the size that the C library tells does not say it.
    public static var hasConcurrencyID: Bool { plume_rseq_feature_size() >= 28 }
}
