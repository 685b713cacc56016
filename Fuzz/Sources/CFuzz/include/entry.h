// SPDX-License-Identifier: Apache-2.0

#ifndef PLUME_FUZZ_ENTRY_H
#define PLUME_FUZZ_ENTRY_H

// The package manager makes these the entry points of the executables.
int fuzz_metadata_main(int count, char **arguments);
int fuzz_trace_main(int count, char **arguments);
int fuzz_filter_main(int count, char **arguments);
int fuzz_buffers_main(int count, char **arguments);
int fuzz_messages_main(int count, char **arguments);

#endif
