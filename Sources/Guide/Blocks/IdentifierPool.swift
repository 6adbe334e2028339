/// The identifiers of one page, so that no two elements get the same.
struct IdentifierPool {
  private var taken: Set<String>

  /// A pool in which `taken` are used already.
  init(taken: some Sequence<String>) {
    self.taken = Set(taken)
  }

  /// `wanted`, or the first of `wanted-2`, `wanted-3` … that nobody has.
  mutating func unique(_ wanted: String) -> String {
    var candidate = wanted
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(wanted)-\(number)"
      number += 1
    }
    return candidate
  }
}
