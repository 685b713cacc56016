// SPDX-License-Identifier: Apache-2.0

/// Turns the bytes of a connection into requests, whatever the pieces they arrive in.
///
/// The parser is a state machine without input or output: append what was read, then take requests
/// until there is none. It holds at most one incomplete request within its limits, plus what was
/// appended and not yet taken.
public struct RequestParser: Sendable {
    /// What the next bytes are.
    private enum State {
        /// The first byte decides between an array of arguments and an inline command.
        case start
        /// The line with the length of the next argument.
        case argumentLength
        /// An argument of this length, and its line end.
        case argument(length: Int)
        /// An error was reported; nothing after it can be trusted.
        case failed(ProtocolError)
    }

    private let limits: RequestLimits
    private var state = State.start
    /// Bytes received; those before `position` are done with.
    @usableFromInline var buffer: [UInt8] = []
    @usableFromInline var position = 0
    /// Bytes after `position` known to hold no line feed, so that a slow line is scanned once.
    private var scanned = 0
    private var arguments: [[UInt8]] = []
    private var argumentsMissing = 0
    private var argumentBytes = 0

    /// Makes a parser for one connection.
    public init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    /// How many bytes are held and not yet part of a request that was taken.
    public var bufferedByteCount: Int { buffer.count - position }

    /// Adds what was read from the connection.
    @inlinable
    public mutating func append(_ bytes: some Collection<UInt8>) {
        if position > 0 {
            buffer.removeSubrange(..<position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next complete request, or nil when more bytes are needed.
    ///
    /// - Throws: the reason why the connection cannot go on, again at each later call.
    public mutating func next() throws(ProtocolError) -> Request? {
        do throws(ProtocolError) {
            return try advance()
        } catch {
            state = .failed(error)
            buffer = []
            position = 0
            arguments = []
            throw error
        }
    }
}

extension RequestParser {
    /// Runs the state machine until a request is complete or the bytes are used up.
    private mutating func advance() throws(ProtocolError) -> Request? {
        while true {
            switch state {
            case .failed(let error):
                throw error
            case .start:
                guard position < buffer.count else { return nil }
                if buffer[position] == UInt8(ascii: "*") {
                    guard try readArgumentCount() else { return nil }
                } else {
                    guard let line = try readInlineLine() else { return nil }
                    let words = try InlineCommand.words(of: line)
                    if !words.isEmpty { return Request(arguments: words) }
                }
            case .argumentLength:
                guard try readArgumentLength() else { return nil }
            case .argument(let length):
                guard try readArgument(length: length) else { return nil }
                if argumentsMissing == 0 { return takeRequest() }
            }
        }
    }

    private mutating func takeRequest() -> Request {
        let request = Request(arguments: arguments)
        arguments.removeAll()
        argumentBytes = 0
        state = .start
        return request
    }

    /// Reads `*count`; false when the line is not complete.
    private mutating func readArgumentCount() throws(ProtocolError) -> Bool {
        guard let line = try readNumberLine(or: .invalidArgumentCount) else { return false }
        guard let count = line, count <= limits.argumentCount else {
            throw .invalidArgumentCount
        }
        // An empty or absent array asks for nothing and gets no reply.
        guard count > 0 else { return true }
        argumentsMissing = count
        arguments.reserveCapacity(min(count, 64))
        state = .argumentLength
        return true
    }

    /// Reads `$length`; false when the line is not complete.
    private mutating func readArgumentLength() throws(ProtocolError) -> Bool {
        guard position < buffer.count else { return false }
        guard buffer[position] == UInt8(ascii: "$") else {
            throw .expectedArgument(found: buffer[position])
        }
        guard let line = try readNumberLine(or: .invalidArgumentLength) else { return false }
        guard let length = line, (0...limits.argumentByteCount).contains(length) else {
            throw .invalidArgumentLength
        }
        argumentBytes += length
        guard argumentBytes <= limits.requestByteCount else { throw .requestTooLong }
        state = .argument(length: length)
        return true
    }

    /// Reads an argument and its line end; false when they are not complete.
    private mutating func readArgument(length: Int) throws(ProtocolError) -> Bool {
        guard bufferedByteCount >= length + 2 else { return false }
        let end = position + length
        guard buffer[end] == UInt8(ascii: "\r"), buffer[end + 1] == UInt8(ascii: "\n") else {
            throw .missingLineEnd
        }
        arguments.append(Array(buffer[position..<end]))
        position = end + 2
        argumentsMissing -= 1
        state = .argumentLength
        return true
    }
}

extension RequestParser {
    /// No number that is within limits has more digits.
    private static var numberLineByteCount: Int { 20 }

    /// Reads a line that is a marker byte and a number.
    ///
    /// - Returns: nil when the line is not complete, an inner nil when it holds no number.
    private mutating func readNumberLine(or error: ProtocolError) throws(ProtocolError) -> Int?? {
        guard let line = try readLine(limit: Self.numberLineByteCount, or: error) else {
            return nil
        }
        guard line.last == UInt8(ascii: "\r") else { throw error }
        return .some(Decimal.parse(line.dropFirst().dropLast()).map(Int.init))
    }

    private mutating func readInlineLine() throws(ProtocolError) -> ArraySlice<UInt8>? {
        guard let line = try readLine(limit: limits.inlineByteCount, or: .inlineTooLong) else {
            return nil
        }
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// Takes the bytes up to the next line feed, which is dropped; nil when there is none yet.
    private mutating func readLine(
        limit: Int,
        or error: ProtocolError
    ) throws(ProtocolError) -> ArraySlice<UInt8>? {
        let end = min(buffer.count, position + limit + 2)
        guard let feed = buffer[(position + scanned)..<end].firstIndex(of: UInt8(ascii: "\n"))
        else {
            guard bufferedByteCount < limit + 2 else { throw error }
            scanned = bufferedByteCount
            return nil
        }
        let line = buffer[position..<feed]
        position = feed + 1
        scanned = 0
        return line
    }
}
