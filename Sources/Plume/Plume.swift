// SPDX-License-Identifier: Apache-2.0

// What an application sees: the model of descriptions and the path of an event are parts of this
// module's interface, so importing Plume is enough.
@_exported public import SideDescription
@_exported public import Tracer
