import Diagnostics

/// What was made of an input, kept beside it: the same input need not be read again.
///
/// Comparing arrays that share their storage takes no time, so an input that was not read from the disk again costs
/// nothing here either.
struct Reading<Input: Sendable & Equatable, Value: Sendable>: Sendable {
  let input: Input
  let value: Value
  let diagnostics: [Diagnostic]

  /// `previous` if it is of the same `input`, else what `read` makes of it.
  init(
    of input: Input, reusing previous: Reading?, _ read: (Input) -> (Value, [Diagnostic])
  ) {
    if let previous, previous.input == input {
      self = previous
    } else {
      self.input = input
      (value, diagnostics) = read(input)
    }
  }
}
