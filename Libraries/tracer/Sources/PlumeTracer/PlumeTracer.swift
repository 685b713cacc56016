// SPDX-License-Identifier: Apache-2.0

// The tracer starts itself when the library is loaded; nothing here is called.
@_exported import Tracer
