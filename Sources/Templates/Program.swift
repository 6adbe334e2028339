/// A template set in the form in which it is rendered: plain data in a few arrays, without a reference to an object.
struct Program: Sendable {
  /// One step. What its numbers mean depends on its code; a `value` is a register and a slot in the record there (in
  /// templates without a schema: -1 and the number of a name).
  struct Op: Sendable {
    enum Code: UInt8, Sendable {
      /// Literal bytes: `first` is the offset, `second` the count; `third` is 1 where they start a line.
      case text
      /// The indentation, at the start of a line.
      case indent
      /// A value, escaped: register `first`, slot `second`.
      case escaped
      /// A value as it is.
      case raw
      /// The steps up to `end` for the record, for each of the list, or once if true; `third` is the register for the
      /// record.
      case section
      /// The steps up to `end` if the value is false or empty.
      case inverted
      /// The steps up to `end` with the record in the register `third`, an empty record where there is none.
      case descend
      /// The part `first`, indented further by the literal at `second`, `third` bytes long.
      case call
      /// The part `first`, not indented.
      case callFlush
    }

    var code: Code
    var first: Int32 = 0
    var second: Int32 = 0
    var third: Int32 = 0
    /// The number of the step behind the last that belongs to this one.
    var end: Int32 = 0
  }

  /// How deep calls may nest; deeper nothing is written. Records that hold records of their own kind can reach it.
  static let deepestCall = 200

  var ops: [Op] = []
  var literals: [UInt8] = []
  /// The steps of each part: a template, or a block's content, in the contexts that it is rendered in.
  var parts: [Range<Int32>] = []
  /// How many registers the steps use.
  var registers = 0
  /// In templates without a schema, the names by number.
  var names: [Template.Name] = []
}
