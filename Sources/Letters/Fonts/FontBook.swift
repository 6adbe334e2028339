import Synchronization

/// The faces that a run has met, each opened once; any thread may ask.
final class FontBook: Sendable {
  private struct Key: Hashable {
    var file: String
    var index: Int
  }

  private struct State {
    var faces: [FontFace?] = []
    var numbers: [Key: Int] = [:]
  }

  private let state = Mutex(State())

  /// A number for the face `index` of `file`; nil where a PDF file cannot hold it. The same face has the same number.
  func number(file: String, index: Int) -> Int? {
    state.withLock { state in
      let key = Key(file: file, index: index)
      if let number = state.numbers[key] { return state.faces[number] == nil ? nil : number }
      let number = state.faces.count
      let face = FontFace(file: file, index: index)
      state.faces.append(face)
      state.numbers[key] = number
      return face == nil ? nil : number
    }
  }

  /// The face with `number`.
  subscript(number: Int) -> FontFace {
    state.withLock { state in
      guard let face = state.faces[number] else { preconditionFailure("only faces that can be used have numbers") }
      return face
    }
  }
}
