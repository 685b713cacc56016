// SPDX-License-Identifier: Apache-2.0

#if Macros
import Testing

/// The tests that enable events or need them disabled, one after the other: the events are global.
@Suite("Events of macros", .serialized)
enum EmissionTests {}
#endif
