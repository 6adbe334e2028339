import Diagnostics

/// Variables and sections: what each name means.
extension Compiler {
  /// Where a name's value is.
  private struct Found {
    var register: Int
    var slot: Int
    var kind: SchemaTable.Kind
    /// The index of the context that the first part of the name was found in.
    var context: Int
    /// The slots on the way through a dotted name, before the last.
    var path: [Int] = []
  }

  mutating func compileVariable(
    _ name: Template.Name, _ isRaw: Bool, _ element: Template.Element, of template: Template, in scope: inout Scope
  ) {
    guard isStrict else {
      append(isRaw ? .raw : .escaped, first: -1, second: number(of: name))
      return
    }
    if name.parts.first == Self.wordsName, name.parts.count == 2, !hasRecord(Self.wordsName, in: scope) {
      return writeWords(name.parts[1], element, of: template)
    }
    guard let found = find(name, element, of: template, in: scope) else { return }
    guard checkWritten(name, found.kind, isRaw, element, of: template) else { return }
    withRecord(of: found, register: { $0.passingRegister($1) }) { compiler, register in
      compiler.append(isRaw ? .raw : .escaped, first: register, second: found.slot)
    }
  }

  mutating func compileSection(
    _ name: Template.Name, _ isInverted: Bool, _ content: [Template.Element], _ element: Template.Element,
    of template: Template, in scope: inout Scope
  ) {
    guard isStrict else {
      let section = append(isInverted ? .inverted : .section, first: -1, second: number(of: name), third: -1)
      compile(content, of: template, in: &scope)
      end(section)
      return
    }
    guard let found = find(name, element, of: template, in: scope) else { return }
    withRecord(of: found, register: { compiler, _ in compiler.newRegister() }) { compiler, register in
      var inner = scope
      var target = -1
      if !isInverted {
        switch found.kind {
        case .flag: break
        case .text: inner = scope.entering(value: .value(register: register, slot: found.slot, isHTML: false))
        case .html: inner = scope.entering(value: .value(register: register, slot: found.slot, isHTML: true))
        case .record(let number), .list(let number):
          inner = scope.entering(record: number, foundAt: found.context)
          target = number
        }
      }
      let section = compiler.append(
        isInverted ? .inverted : .section, first: register, second: found.slot, third: target)
      compiler.compile(content, of: template, in: &inner)
      compiler.end(section)
    }
  }

  /// Calls `body` with the register that holds the value's own record, between the steps that lead there.
  private mutating func withRecord(
    of found: Found, register: (inout Compiler, Int) -> Int, body: (inout Compiler, Int) -> Void
  ) {
    var source = found.register
    var descents: [Int] = []
    for (depth, slot) in found.path.enumerated() {
      let target = register(&self, depth)
      descents.append(append(.descend, first: source, second: slot, third: target))
      source = target
    }
    body(&self, source)
    for descent in descents.reversed() { end(descent) }
  }

  // MARK: Words

  private static let wordsName = "words"

  /// Whether a record in `scope` has a record called `name`.
  private func hasRecord(_ name: String, in scope: Scope) -> Bool {
    scope.contexts.compactMap(\.register).contains { number in
      guard let slot = table.records[number].slots[name] else { return false }
      if case .record = table.records[number].kinds[slot] { return true }
      return false
    }
  }

  private mutating func writeWords(_ key: String, _ element: Template.Element, of template: Template) {
    if let text = words?.html(key) { return appendText(text[...], startsLine: false) }
    let name = "\(Self.wordsName).\(key)"
    if let parent = numbers[name] {
      let blocks = templates[parent].blocks.map { "{{$\($0.name)}}…{{/\($0.name)}}" }.joined()
      report(
        template, element.offset, #""\#(name)" has places for what the page puts in"#,
        hint: "write {{<\(name)}}\(blocks){{/\(name)}}")
    } else {
      report(
        template, element.offset, #"there are no words "\#(key)""#,
        hint: hint(for: key, among: words?.keys ?? [], all: "the words are in templates/words/en.yml"))
    }
  }

  // MARK: Looking up

  private mutating func find(
    _ name: Template.Name, _ element: Template.Element, of template: Template, in scope: Scope
  ) -> Found? {
    guard let first = name.parts.first else { return findValue(element, of: template, in: scope) }
    for (index, context) in scope.contexts.enumerated().reversed() {
      guard let register = context.register, let slot = table.records[register].slots[first] else { continue }
      let found = Found(register: register, slot: slot, kind: table.records[register].kinds[slot], context: index)
      return follow(name, found, element, of: template)
    }
    let names = Set(scope.contexts.compactMap(\.register).flatMap { table.records[$0].names })
    report(
      template, element.offset, #"unknown name "\#(first)""#,
      hint: hint(for: first, among: names, all: "the names here are \(names.sorted().joined(separator: ", "))"))
    return nil
  }

  /// What `{{.}}` stands for.
  private mutating func findValue(_ element: Template.Element, of template: Template, in scope: Scope) -> Found? {
    if let last = scope.contexts.last, case .value(let register, let slot, let isHTML) = last {
      return Found(register: register, slot: slot, kind: isHTML ? .html : .text, context: scope.contexts.count - 1)
    }
    report(
      template, element.offset, #"there is no text that "." stands for here"#,
      hint: "write the name of a field, or put it inside a section over a text")
    return nil
  }

  /// Goes on from the first part of a dotted name, `found`, to its last.
  private mutating func follow(
    _ name: Template.Name, _ found: Found, _ element: Template.Element, of template: Template
  ) -> Found? {
    var found = found
    for (before, part) in zip(name.parts, name.parts.dropFirst()) {
      guard case .record(let number) = found.kind else {
        report(
          template, element.offset, #""\#(before)" is \#(description(of: found.kind)) and has no "\#(part)""#,
          hint: isList(found.kind)
            ? "open a section for its items: {{#\(before)}}…{{/\(before)}}" : "write {{\(before)}}")
        return nil
      }
      let record = table.records[number]
      guard let slot = record.slots[part] else {
        report(
          template, element.offset, #""\#(before)" has no "\#(part)""#,
          hint: hint(for: part, among: record.names, all: "it has \(record.names.sorted().joined(separator: ", "))"))
        return nil
      }
      found.path.append(found.slot)
      found.slot = slot
      found.kind = record.kinds[slot]
    }
    return found
  }

  /// Whether a value of `kind` may be written as the tag says; if not, that is reported.
  private mutating func checkWritten(
    _ name: Template.Name, _ kind: SchemaTable.Kind, _ isRaw: Bool, _ element: Template.Element, of template: Template
  ) -> Bool {
    let (text, offset) = (name.text, element.offset)
    switch kind {
    case .text where !isRaw, .html where isRaw: return true
    case .text:
      report(
        template, offset, #""\#(text)" is text, and would be written unescaped"#, hint: "write {{\(text)}}")
    case .html:
      report(template, offset, #""\#(text)" is HTML, and would be escaped"#, hint: "write {{{\(text)}}}")
    case .flag:
      report(
        template, offset, #""\#(text)" is true or false, and no text"#,
        hint: "open a section: {{#\(text)}}…{{/\(text)}}")
    case .list:
      report(
        template, offset, #""\#(text)" is a list, and no text"#,
        hint: "open a section for its items: {{#\(text)}}…{{/\(text)}}")
    case .record(let number):
      let names = table.records[number].names.sorted().joined(separator: ", ")
      report(
        template, offset, #""\#(text)" is a record, and no text"#,
        hint: "write {{\(text).name}} with the name of a field: \(names)")
    }
    return false
  }

  private func description(of kind: SchemaTable.Kind) -> String {
    switch kind {
    case .text: "text"
    case .html: "HTML"
    case .flag: "true or false"
    case .list: "a list"
    case .record: "a record"
    }
  }

  private func isList(_ kind: SchemaTable.Kind) -> Bool {
    if case .list = kind { true } else { false }
  }

  /// A hint that names the nearest of `names`, or says `all`.
  func hint(for name: String, among names: some Sequence<String>, all: String) -> String {
    nearestName(to: name, among: names).map { #"did you mean "\#($0)"?"# } ?? all
  }
}
