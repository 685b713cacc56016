// SPDX-License-Identifier: Apache-2.0

/// How much one client may make the server hold before its request is complete.
public struct RequestLimits: Hashable, Sendable {
    /// The longest inline command in bytes, without its line end.
    public var inlineByteCount: Int
    /// The most arguments of one request.
    public var argumentCount: Int
    /// The longest single argument in bytes.
    public var argumentByteCount: Int
    /// The most bytes that all the arguments of one request have together.
    public var requestByteCount: Int

    /// Sets the limits; the defaults suit a server on a laptop.
    public init(
        inlineByteCount: Int = 65_536,
        argumentCount: Int = 65_536,
        argumentByteCount: Int = 1 << 20,
        requestByteCount: Int = 8 << 20
    ) {
        self.inlineByteCount = inlineByteCount
        self.argumentCount = argumentCount
        self.argumentByteCount = argumentByteCount
        self.requestByteCount = requestByteCount
    }
}
