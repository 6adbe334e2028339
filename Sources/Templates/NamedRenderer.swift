/// Runs a program that was compiled without schemas: names are looked up in the values, as the specification says.
struct NamedRenderer {
  private let program: Program
  /// Outermost first.
  private var contexts: [Value]
  private var indent: [UInt8] = []
  private var depth = 0

  init(_ program: Program, _ value: Value) {
    self.program = program
    contexts = [value]
  }

  /// Appends the part `part`.
  mutating func render(part: Int, into output: inout [UInt8]) {
    guard depth < Program.deepestCall, part < program.parts.count else { return }
    depth += 1
    run(Int(program.parts[part].lowerBound), Int(program.parts[part].upperBound), into: &output)
    depth -= 1
  }

  private mutating func run(_ start: Int, _ end: Int, into output: inout [UInt8]) {
    var step = start
    while step < end {
      let op = program.ops[step]
      step += 1
      switch op.code {
      case .text:
        program.literals[Int(op.first)..<Int(op.first + op.second)].withUnsafeBufferPointer {
          output.appendLines($0, indent: indent, startsLine: op.third == 1)
        }
      case .indent: output += indent
      case .escaped, .raw: write(value(op), isRaw: op.code == .raw, into: &output)
      case .section:
        section(value(op), step, Int(op.end), into: &output)
        step = Int(op.end)
      case .inverted:
        if value(op).isFalse { run(step, Int(op.end), into: &output) }
        step = Int(op.end)
      case .descend: preconditionFailure("only names with a schema are followed when they are compiled")
      case .call, .callFlush:
        let outer = indent
        if op.code == .callFlush {
          indent = []
        } else {
          indent += program.literals[Int(op.second)..<Int(op.second + op.third)]
        }
        render(part: Int(op.first), into: &output)
        indent = outer
      }
    }
  }

  private func write(_ value: Value, isRaw: Bool, into output: inout [UInt8]) {
    switch value {
    case .text(let bytes), .html(let bytes):
      if isRaw { output += bytes } else { output.appendEscaped(bytes) }
    case .none, .flag, .list, .record, .object: break
    }
  }

  private mutating func section(_ value: Value, _ start: Int, _ end: Int, into output: inout [UInt8]) {
    if value.isFalse { return }
    var items = [value]
    if case .list(let list) = value { items = list }
    for item in items {
      contexts.append(item)
      run(start, end, into: &output)
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
