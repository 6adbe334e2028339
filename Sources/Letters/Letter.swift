/// One person's letter, set and drawn: what it has besides what its form has.
struct Letter: Sendable {
  let shape: FormShape
  /// By page: the content stream; empty where the page has nothing personal.
  let contents: [[UInt8]]
  /// The person's own codes, in the order of their names.
  let codes: [CodePicture]
  let uses: FontUses
}
