import Diagnostics

/// Turns templates' trees into a program.
///
/// Everything that is known before a page is rendered is decided here: names become registers and slots, partials and
/// parents become parts of the program for exactly the contexts and blocks that they are used with. A register holds
/// the current record of one schema; a section over the same schema further in takes it over until it ends, since
/// names find the inner record first anyhow. That keeps contexts finite where records hold records of their own kind.
struct Compiler {
  /// How many parts a set may have, so that templates which multiply end with a message.
  static let mostParts = 20_000

  /// How to render a root: the part, and the register that takes its record (none in sets without schemas).
  struct Entry: Sendable {
    var part: Int
    var register: Int?
  }

  /// A body that is compiled by itself.
  struct Part: Hashable {
    var template: Int
    /// nil for the template's own content.
    var block: Int?
    var environment: Int
    var contexts: [Context]
    /// Of a block: whether its first element is at the start of a line.
    var startsLine: Bool
  }

  /// What replaces blocks, by name: the content of a block, and the environment where it was written.
  struct Replacement: Hashable {
    var template: Int
    var block: Int
    var environment: Int
  }

  let templates: [Template]
  private(set) var program = Program()
  /// By the root's name.
  private(set) var entries: [String: Entry] = [:]

  let isStrict: Bool
  /// What `{{words.key}}` stands for, where no record has a record called `words`.
  var words: TemplateSet.Words?
  let numbers: [String: Int]
  private(set) var parts: [Part] = []
  private var partNumbers: [Part: Int] = [:]
  private(set) var environments: [[String: Replacement]] = [[:]]
  private var environmentNumbers: [[String: Replacement]: Int] = [[:]: 0]
  private var nameNumbers: [Template.Name: Int] = [:]
  private var calls = CallGraph()
  private(set) var table = SchemaTable(named: [:])
  private var diagnostics: [Diagnostic] = []
  private var reported: Set<Place> = []
  /// The root that is being compiled, and the part.
  private var root = ""
  private(set) var current = 0
  /// The last step that a jump leads to: text behind it must not grow text before it.
  private var jumpTarget = 0
  /// Registers for the records in the middle of dotted names that are written.
  private var passing: [Int] = []

  init(_ templates: [Template], isStrict: Bool) {
    self.templates = templates
    self.isStrict = isStrict
    numbers = Dictionary(uniqueKeysWithValues: templates.enumerated().map { ($1.name, $0) })
  }

  /// Compiles `roots` and whatever they use; returns all errors.
  mutating func compile(_ roots: [TemplateSet.Root], named schemas: [String: RecordSchema]) -> [Diagnostic] {
    table = SchemaTable(named: schemas)
    let records = roots.map { table.number(of: $0.schema) }
    program.registers = table.records.count
    for (root, record) in zip(roots, records) {
      guard let template = numbers[root.name] else {
        diagnostics.append(
          .error(#"there is no template "\#(root.name)""#, at: nil, hint: "add a file of that name to the templates"))
        continue
      }
      self.root = root.name
      let part = part(Part(template: template, environment: 0, contexts: [.record(record)], startsLine: false))
      entries[root.name] = Entry(part: part, register: record)
      guard compileWaiting() else { return diagnostics }
    }
    for call in calls.endless() {
      let template = templates[call.template]
      report(
        template, call.offset, #""\#(call.name)" comes back to itself without going down into the data"#,
        hint: "put it inside a section over a list or record of the record that it shows")
    }
    return diagnostics
  }

  /// Compiles each template as a root, names to be looked up when it is rendered.
  mutating func compileEverything() -> [Diagnostic] {
    for (number, template) in templates.enumerated() {
      let part = part(Part(template: number, environment: 0, contexts: [], startsLine: false))
      entries[template.name] = Entry(part: part)
      guard compileWaiting() else { break }
    }
    return diagnostics
  }

  // MARK: Parts

  /// The number of `part`, which is compiled later if it is new.
  mutating func part(_ part: Part) -> Int {
    if let number = partNumbers[part] { return number }
    partNumbers[part] = parts.count
    parts.append(part)
    return parts.count - 1
  }

  /// Compiles what is not compiled yet; false where it is too much.
  private mutating func compileWaiting() -> Bool {
    while program.parts.count < parts.count {
      current = program.parts.count
      let part = parts[current]
      let template = templates[part.template]
      if parts.count > Self.mostParts {
        report(
          template, 0, "the templates expand to more than \(Self.mostParts) parts",
          hint: "nest partials and parents less")
        return false
      }
      let start = Int32(program.ops.count)
      jumpTarget = program.ops.count
      var scope = Scope(part.contexts)
      if let block = part.block {
        var content = template.blocks[block].content
        if !content.isEmpty { content[0].startsLine = part.startsLine }
        compile(content, of: template, in: &scope)
      } else {
        compile(template.content, of: template, in: &scope)
      }
      program.parts.append(start..<Int32(program.ops.count))
    }
    return true
  }

  mutating func compile(_ elements: [Template.Element], of template: Template, in scope: inout Scope) {
    for element in elements {
      let isIndentedByItself =
        switch element.kind {
        case .text(let range): !range.isEmpty
        case .partial, .parent: element.isStandalone
        case .section, .block: element.isStandalone
        case .variable: false
        }
      if element.startsLine, !isIndentedByItself { append(.indent) }
      switch element.kind {
      case .text(let range): appendText(template.bytes[range], startsLine: element.startsLine)
      case .variable(let name, let isRaw): compileVariable(name, isRaw, element, of: template, in: &scope)
      case .section(let name, let isInverted, let content):
        compileSection(name, isInverted, content, element, of: template, in: &scope)
      case .partial(let name): compilePartial(name, element, of: template, in: scope)
      case .parent(let name, let blocks): compileParent(name, blocks, element, of: template, in: scope)
      case .block(let number): compileBlock(number, element, of: template, in: scope)
      }
    }
  }

  /// Adds a step; returns its number.
  @discardableResult
  mutating func append(_ code: Program.Op.Code, first: Int = 0, second: Int = 0, third: Int = 0) -> Int {
    program.ops.append(
      Program.Op(code: code, first: Int32(first), second: Int32(second), third: Int32(third)))
    return program.ops.count - 1
  }

  /// Ends the step `number` here.
  mutating func end(_ number: Int) {
    program.ops[number].end = Int32(program.ops.count)
    jumpTarget = program.ops.count
  }

  mutating func appendText(_ text: ArraySlice<UInt8>, startsLine: Bool) {
    guard !text.isEmpty else { return }
    let end = Int32(program.literals.count)
    let last = program.ops.count - 1
    if last >= jumpTarget, program.ops[last].code == .text, program.ops[last].first + program.ops[last].second == end {
      program.ops[last].second += Int32(text.count)
    } else {
      append(.text, first: Int(end), second: text.count, third: startsLine ? 1 : 0)
    }
    program.literals += text
  }

  mutating func literal(_ text: ArraySlice<UInt8>) -> (offset: Int32, count: Int32) {
    guard !text.isEmpty else { return (0, 0) }
    defer { program.literals += text }
    return (Int32(program.literals.count), Int32(text.count))
  }

  // MARK: What the parts need

  /// The number of an environment: `replacements`, each of them in force unless the environment `outer` has its name.
  mutating func environment(_ outer: Int, adding replacements: [String: Replacement]) -> Int {
    let all = environments[outer].merging(replacements) { old, _ in old }
    if let number = environmentNumbers[all] { return number }
    environmentNumbers[all] = environments.count
    environments.append(all)
    return environments.count - 1
  }

  /// The number of a name that is looked up when it is rendered.
  mutating func number(of name: Template.Name) -> Int {
    if let number = nameNumbers[name] { return number }
    nameNumbers[name] = program.names.count
    program.names.append(name)
    return program.names.count - 1
  }

  /// A register of its own.
  mutating func newRegister() -> Int {
    program.registers += 1
    return program.registers - 1
  }

  /// A register for the record at `depth` of a dotted name that is only passed through.
  mutating func passingRegister(_ depth: Int) -> Int {
    while passing.count <= depth { passing.append(newRegister()) }
    return passing[depth]
  }

  mutating func record(_ call: CallGraph.Call, to part: Int) {
    calls.add(call, from: current, to: part)
  }

  /// Adds an error at a byte of `template`, one for each place.
  mutating func report(_ template: Template, _ offset: Int, _ message: String, hint: String) {
    let place = template.place(offset)
    guard reported.insert(place).inserted else { return }
    let context = template.name == root || root.isEmpty ? "" : #" (in "\#(root)")"#
    diagnostics.append(.error(message + context, at: place, hint: hint))
  }
}
