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
  private var output = PageBuffer()
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
            var renderer = Renderer(ops: ops, literals: literals, parts: parts, registers: registers)
            Self.with(values) { fields in
              registers[register] = fields
              renderer.run(part: part)
            }
            renderer.output.withBytes { output.append(contentsOf: $0) }
          }
        }
      }
    }
  }

  private init(
    ops: UnsafeBufferPointer<Program.Op>, literals: UnsafeBufferPointer<UInt8>,
    parts: UnsafeBufferPointer<Range<Int32>>, registers: UnsafeMutableBufferPointer<Fields>
  ) {
    self.ops = ops
    self.literals = literals
    self.parts = parts
    self.registers = registers
  }

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
      case .indent: indent.withUnsafeBufferPointer { output.append($0) }
      case .escaped:
        if let fields = fields(op) { escape(fields[Int(op.second)]) }
      case .raw:
        if let fields = fields(op) { copy(fields[Int(op.second)]) }
      case .section:
        if let fields = fields(op) { section(fields[Int(op.second)], op, step) }
        step = Int(op.end)
      case .inverted:
        if isFalse(op) { run(step, Int(op.end)) }
        step = Int(op.end)
      case .descend:
        descend(op, step)
        step = Int(op.end)
      case .call: call(op)
      case .callFlush:
        if indent.isEmpty { run(part: Int(op.first)) } else { callFlush(op) }
      }
    }
  }

  private mutating func call(_ op: Program.Op) {
    let count = indent.count
    if op.third > 0 { indent.append(contentsOf: literal(op.second, op.third)) }
    run(part: Int(op.first))
    if op.third > 0 { indent.removeSubrange(count...) }
  }

  private mutating func callFlush(_ op: Program.Op) {
    let outer = indent
    indent = []
    run(part: Int(op.first))
    indent = outer
  }

  private mutating func text(_ op: Program.Op) {
    let bytes = literal(op.first, op.second)
    if indent.isEmpty {
      output.append(bytes)
    } else {
      indent.withUnsafeBufferPointer { output.appendLines(bytes, indent: $0, startsLine: op.third == 1) }
    }
  }

  @inline(__always)
  private mutating func escape(_ cell: borrowing Cell) {
    if case .text(let text) = cell.value { text.withUnsafeBufferPointer { output.appendEscaped($0) } }
  }

  @inline(__always)
  private mutating func copy(_ cell: borrowing Cell) {
    if case .html(let html) = cell.value { html.withUnsafeBufferPointer { output.append($0) } }
  }

  private mutating func section(_ cell: borrowing Cell, _ op: Program.Op, _ start: Int) {
    let end = Int(op.end)
    switch cell.value {
    case .none, .object: break
    case .flag(let isTrue): if isTrue { run(start, end) }
    case .text(let bytes), .html(let bytes): if !bytes.isEmpty { run(start, end) }
    case .record, .list:
      guard op.third >= 0 else { break }
      let outer = registers[Int(op.third)]
      enter(cell, Int(op.third), start, end)
      each(cell, Int(op.third), start, end)
      registers[Int(op.third)] = outer
    }
  }

  @inline(__always)
  private mutating func each(_ cell: borrowing Cell, _ register: Int, _ start: Int, _ end: Int) {
    guard case .list(let items) = cell.value else { return }
    Self.with(items) { items in
      for index in items.indices { enter(items[index], register, start, end) }
    }
  }

  @inline(__always)
  private mutating func enter(_ cell: borrowing Cell, _ register: Int, _ start: Int, _ end: Int) {
    guard case .record(let values) = cell.value else { return }
    Self.with(values) { fields in
      registers[register] = fields
      run(start, end)
    }
  }

  private mutating func descend(_ op: Program.Op, _ start: Int) {
    let outer = registers[Int(op.third)]
    if let fields = fields(op), isRecord(fields[Int(op.second)]) {
      enter(fields[Int(op.second)], Int(op.third), start, Int(op.end))
    } else {
      registers[Int(op.third)] = Fields(start: nil, count: 0)
      run(start, Int(op.end))
    }
    registers[Int(op.third)] = outer
  }

  private func isFalse(_ op: Program.Op) -> Bool {
    guard let fields = fields(op) else { return true }
    return isFalse(fields[Int(op.second)])
  }

  private func isFalse(_ cell: borrowing Cell) -> Bool { cell.value.isFalse }

  private func isRecord(_ cell: borrowing Cell) -> Bool {
    if case .record = cell.value { true } else { false }
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
