/// Runs a program that was compiled without schemas: names are looked up in the values, as the specification says.
struct NamedRenderer: ~Copyable {
  private let program: Program
  /// Outermost first.
  private var contexts: [Value]
  private var indent: [UInt8] = []
  private var depth = 0
  private var output = PageBuffer()

  private init(_ program: Program, _ value: Value) {
    self.program = program
    contexts = [value]
  }

  /// Appends the part `part` of `program`, rendered with `value`.
  static func render(_ program: Program, part: Int, _ value: Value, into output: inout [UInt8]) {
    var renderer = NamedRenderer(program, value)
    renderer.run(part: part)
    renderer.output.withBytes { output.append(contentsOf: $0) }
  }

  private mutating func run(part: Int) {
    guard depth < Program.deepestCall, part < program.parts.count else { return }
    depth += 1
    run(Int(program.parts[part].lowerBound), Int(program.parts[part].upperBound))
    depth -= 1
  }

  private mutating func run(_ start: Int, _ end: Int) {
    var step = start
    while step < end {
      let op = program.ops[step]
      step += 1
      switch op.code {
      case .text:
        program.literals[Int(op.first)..<Int(op.first + op.second)].withUnsafeBufferPointer { text in
          indent.withUnsafeBufferPointer { output.appendLines(text, indent: $0, startsLine: op.third == 1) }
        }
      case .indent: indent.withUnsafeBufferPointer { output.append($0) }
      case .escaped, .raw: write(value(op), isRaw: op.code == .raw)
      case .section:
        section(value(op), step, Int(op.end))
        step = Int(op.end)
      case .inverted:
        if value(op).isFalse { run(step, Int(op.end)) }
        step = Int(op.end)
      case .descend: preconditionFailure("only names with a schema are followed when they are compiled")
      case .call, .callFlush:
        let outer = indent
        if op.code == .callFlush {
          indent = []
        } else {
          indent += program.literals[Int(op.second)..<Int(op.second + op.third)]
        }
        run(part: Int(op.first))
        indent = outer
      }
    }
  }

  private mutating func write(_ value: Value, isRaw: Bool) {
    switch value {
    case .text(let bytes), .html(let bytes):
      bytes.withUnsafeBufferPointer { if isRaw { output.append($0) } else { output.appendEscaped($0) } }
    case .none, .flag, .list, .record, .object: break
    }
  }

  private mutating func section(_ value: Value, _ start: Int, _ end: Int) {
    if value.isFalse { return }
    var items = [value]
    if case .list(let list) = value { items = list }
    for item in items {
      contexts.append(item)
      run(start, end)
      contexts.removeLast()
    }
  }

  private func value(_ op: Program.Op) -> Value {
    let parts = program.names[Int(op.second)].parts
    guard let first = parts.first else { return contexts.last ?? .none }
    for context in contexts.reversed() {
      guard case .object(let fields) = context, var value = fields[first] else { continue }
      for part in parts.dropFirst() {
        guard case .object(let fields) = value else { return .none }
        value = fields[part] ?? .none
      }
      return value
    }
    return .none
  }
}
