/// What names can mean at one point of a template: the contexts, outermost first.
struct Scope {
  /// How the record of a context came out of the part's own: the innermost record that the part was called with.
  enum Origin {
    /// It is the part's own.
    case own
    /// It lies within the part's own, one section deeper or more.
    case within
    /// It is another one.
    case elsewhere
  }

  private(set) var contexts: [Context]
  private var origins: [Origin]

  /// The scope at the start of a part that is called with `contexts`.
  init(_ contexts: [Context]) {
    self.contexts = contexts
    let own = contexts.lastIndex { $0.register != nil }
    origins = contexts.indices.map { $0 == own ? .own : .elsewhere }
  }

  /// Where the innermost record comes from.
  var origin: Origin {
    contexts.lastIndex { $0.register != nil }.map { origins[$0] } ?? .elsewhere
  }

  /// The scope in a section over a record of the schema `number`, found in the context at `index`.
  func entering(record number: Int, foundAt index: Int) -> Scope {
    var scope = withoutValues()
    let origin: Origin = origins[index] == .elsewhere ? .elsewhere : .within
    if let same = scope.contexts.firstIndex(of: .record(number)) {
      scope.contexts.remove(at: same)
      scope.origins.remove(at: same)
    }
    scope.contexts.append(.record(number))
    scope.origins.append(origin)
    return scope
  }

  /// The scope in a section over a text, in which `{{.}}` is the text.
  func entering(value context: Context) -> Scope {
    var scope = withoutValues()
    scope.contexts.append(context)
    scope.origins.append(.elsewhere)
    return scope
  }

  /// Without texts, which further in nothing can refer to.
  private func withoutValues() -> Scope {
    var scope = self
    let kept = contexts.indices.filter { contexts[$0].register != nil }
    scope.contexts = kept.map { contexts[$0] }
    scope.origins = kept.map { origins[$0] }
    return scope
  }
}

/// Something that a section has entered.
enum Context: Hashable {
  /// A record: its schema's number, which is also its register.
  case record(Int)
  /// A text, which `{{.}}` stands for: a register and a slot in its record.
  case value(register: Int, slot: Int, isHTML: Bool)

  /// The register of a record.
  var register: Int? {
    if case .record(let number) = self { number } else { nil }
  }
}
