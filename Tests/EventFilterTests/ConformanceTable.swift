// SPDX-License-Identifier: Apache-2.0

/// What filters mean for ``SampleEvent/record``, by topic; each topic has a file.
enum ConformanceTable {}
