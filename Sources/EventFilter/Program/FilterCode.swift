// SPDX-License-Identifier: Apache-2.0

/// The codes of a program other than those of operators.
enum FilterCode {
    static let shortInteger: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let floating: UInt8 = 0x03
    static let text: UInt8 = 0x04
    static let field: UInt8 = 0x05
    static let context: UInt8 = 0x06
    static let application: UInt8 = 0x07
    static let member: UInt8 = 0x08
    static let element: UInt8 = 0x09
}
