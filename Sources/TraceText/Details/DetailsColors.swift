// SPDX-License-Identifier: Apache-2.0

/// The codes that colour the parts of a description.
struct DetailsColors: Sendable {
    /// What a message or a class is.
    let title: String
    /// The name of a property.
    let property: String
    /// The name of a member, an entry or an option.
    let member: String
    /// The word for a field class.
    let fieldClass: String
    /// The name of a class.
    let name: String
    /// A time.
    let time: String
    /// What says which data stream a message is about.
    let tag: String
    /// A number in a tag.
    let tagNumber: String
    /// A value.
    let value: String
    /// The value `Yes`.
    let yes: String
    /// The value `No`.
    let no: String
    /// The absence of a value.
    let nothing: String
    /// The end of a colour.
    let reset: String

    init(_ options: DetailsOptions) {
        let isColored = options.isColored
        func code(_ numbers: String...) -> String {
            isColored ? numbers.map { "\u{1B}[\($0)m" }.joined() : ""
        }
        func bright(_ color: Int) -> String {
            options.usesBrightCodes ? code("1", "\(90 + color)") : code("1", "1", "\(30 + color)")
        }
        title = bright(3)
        property = code("35")
        member = code("36")
        fieldClass = code("34")
        name = code("32")
        time = bright(4)
        tag = code("36")
        tagNumber = bright(6)
        value = code("1")
        yes = bright(2)
        no = bright(1)
        nothing = bright(5)
        reset = code("0")
    }
}
