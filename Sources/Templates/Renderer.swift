/// Runs a program over records.
///
/// Steps are plain data, and values are only ever borrowed: a `Cell` cannot be copied, so that reading one never
/// counts references. With counting, two threads that render pages with the same navigation are slower than one.
struct Renderer: ~Copyable {
  /// A value where it lies.
  struct Cell: ~Copyable {
    let value: Value
  }

  /// The values of a record; empty for none.
  typealias Fields = UnsafeBufferPointer<Cell>

  private let ops: UnsafeBufferPointer<Program.Op>
  private let literals: UnsafeBufferPointer<UInt8>
  private let parts: UnsafeBufferPointer<Range<Int32>>
  private let registers: UnsafeMutableBufferPointer<Fields>
  private var output: [UInt8]
  private var indent: [UInt8] = []
  private var depth = 0

  /// Appends the part `part` of `program`, with `record` in `register`.
  static func render(
    _ program: Program, part: Int, _ record: Value, register: Int, into output: inout [UInt8]
  ) {
    guard case .record(let values) = record else { preconditionFailure("a root is rendered with a record") }
    program.ops.withUnsafeBufferPointer { ops in
      program.literals.withUnsafeBufferPointer { literals in
        program.parts.withUnsafeBufferPointer { parts in
          withUnsafeTemporaryAllocation(of: Fields.self, capacity: program.registers) { registers in
            registers.initialize(repeating: Fields(start: nil, count: 0))
            var renderer = Renderer(
              ops: ops, literals: literals, parts: parts, registers: registers, output: output)
            output = []
            Self.with(values) { fields in
              registers[register] = fields
              renderer.run(part: part)
            }
            output = renderer.finish()
          }
        }
      }
    }
  }

  private init(
    ops: UnsafeBufferPointer<Program.Op>, literals: UnsafeBufferPointer<UInt8>,
    parts: UnsafeBufferPointer<Range<Int32>>, registers: UnsafeMutableBufferPointer<Fields>, output: [UInt8]
  ) {
    self.ops = ops
    self.literals = literals
    self.parts = parts
    self.registers = registers
    self.output = output
  }

  private consuming func finish() -> [UInt8] { output }

  // MARK: Steps

  private mutating func run(part: Int) {
    guard depth < Program.deepestCall else { return }
    depth += 1
    run(Int(parts[part].lowerBound), Int(parts[part].upperBound))
    depth -= 1
  }

  private mutating func run(_ start: Int, _ end: Int) {
    var step = start
    while step < end {
      let op = ops[step]
      step += 1
      switch op.code {
      case .text: text(op)
      case .indent: if !indent.isEmpty { output += indent }
      case .escaped: escaped(op)
      case .raw: raw(op)
      case .section:
        section(op, step)
        step = Int(op.end)
      case .inverted:
        if isFalse(op) { run(step, Int(op.end)) }
        step = Int(op.end)
      case .descend:
        descend(op, step)
        step = Int(op.end)
      case .call: call(op)
      case .callFlush:
        if indent.isEmpty {
          run(part: Int(op.first))
        } else {
          let outer = indent
          indent = []
          run(part: Int(op.first))
          indent = outer
        }
      }
    }
  }

  private mutating func call(_ op: Program.Op) {
    let count = indent.count
    if op.third > 0 { indent.append(contentsOf: literal(op.second, op.third)) }
    run(part: Int(op.first))
    if op.third > 0 { indent.removeSubrange(count...) }
  }

  private mutating func text(_ op: Program.Op) {
    let bytes = literal(op.first, op.second)
    if indent.isEmpty {
      output.append(contentsOf: bytes)
    } else {
      output.appendLines(bytes, indent: indent, startsLine: op.third == 1)
    }
  }

  private mutating func escaped(_ op: Program.Op) {
    guard let fields = fields(op) else { return }
    if case .text(let text) = fields[Int(op.second)].value { output.appendEscaped(text) }
  }

  private mutating func raw(_ op: Program.Op) {
    guard let fields = fields(op) else { return }
    if case .html(let html) = fields[Int(op.second)].value { output.append(contentsOf: html) }
  }

  private mutating func section(_ op: Program.Op, _ start: Int) {
    guard let fields = fields(op) else { return }
    let end = Int(op.end)
    switch fields[Int(op.second)].value {
    case .none, .object: break
    case .flag(let isTrue): if isTrue { run(start, end) }
    case .text(let bytes), .html(let bytes): if !bytes.isEmpty { run(start, end) }
    case .record(let values):
      guard op.third >= 0 else { break }
      let outer = registers[Int(op.third)]
      enter(values, Int(op.third), start, end)
      registers[Int(op.third)] = outer
    case .list(let items):
      guard op.third >= 0 else { break }
      let outer = registers[Int(op.third)]
      Self.with(items) { items in
        for index in items.indices {
          if case .record(let values) = items[index].value { enter(values, Int(op.third), start, end) }
        }
      }
      registers[Int(op.third)] = outer
    }
  }

  private mutating func enter(_ values: borrowing [Value], _ register: Int, _ start: Int, _ end: Int) {
    Self.with(values) { fields in
      registers[register] = fields
      run(start, end)
    }
  }

  private mutating func descend(_ op: Program.Op, _ start: Int) {
    let outer = registers[Int(op.third)]
    if let fields = fields(op), case .record(let values) = fields[Int(op.second)].value {
      enter(values, Int(op.third), start, Int(op.end))
    } else {
      registers[Int(op.third)] = Fields(start: nil, count: 0)
      run(start, Int(op.end))
    }
    registers[Int(op.third)] = outer
  }

  private func isFalse(_ op: Program.Op) -> Bool {
    guard let fields = fields(op) else { return true }
    return fields[Int(op.second)].value.isFalse
  }

  // MARK: Reading

  /// The record that holds the step's value; nil where it has no such slot.
  private func fields(_ op: Program.Op) -> Fields? {
    let fields = registers[Int(op.first)]
    return Int(op.second) < fields.count ? fields : nil
  }

  private func literal(_ offset: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: literals[Int(offset)..<Int(offset) + Int(count)])
  }

  /// Calls `body` with `values` as cells, which are laid out as the values themselves are.
  private static func with(_ values: borrowing [Value], _ body: (Fields) -> Void) {
    values.withUnsafeBufferPointer { $0.withMemoryRebound(to: Cell.self, body) }
  }
}

extension Value {
  /// Whether an inverted section shows for it.
  var isFalse: Bool {
    switch self {
    case .none: true
    case .flag(let isTrue): !isTrue
    case .text(let bytes), .html(let bytes): bytes.isEmpty
    case .list(let items): items.isEmpty
    case .record, .object: false
    }
  }
}
