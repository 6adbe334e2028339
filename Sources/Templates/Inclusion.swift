/// Partials, parents and blocks: which part of the program each becomes.
extension Compiler {
  mutating func compilePartial(
    _ name: String, _ element: Template.Element, of template: Template, in scope: Scope
  ) {
    guard let target = numbers[name] else {
      unknownTemplate("partial", name, element, of: template)
      return
    }
    let part = part(
      Part(template: target, environment: parts[current].environment, contexts: scope.contexts, startsLine: false))
    call(part, name: "{{>\(name)}}", isFlush: !element.isStandalone, element, of: template, in: scope)
  }

  mutating func compileParent(
    _ name: String, _ blocks: [Int], _ element: Template.Element, of template: Template, in scope: Scope
  ) {
    guard let target = numbers[name] else {
      unknownTemplate("parent", name, element, of: template)
      return
    }
    let (writer, outer) = (parts[current].template, parts[current].environment)
    if isStrict { checkBlocks(blocks, of: template, existIn: target, parent: name) }
    var replacements: [String: Replacement] = [:]
    for block in blocks {
      replacements[template.blocks[block].name] = Replacement(template: writer, block: block, environment: outer)
    }
    let part = part(
      Part(
        template: target, environment: environment(outer, adding: replacements), contexts: scope.contexts,
        startsLine: false))
    call(part, name: "{{<\(name)}}", isFlush: !element.isStandalone, element, of: template, in: scope)
  }

  mutating func compileBlock(_ number: Int, _ element: Template.Element, of template: Template, in scope: Scope) {
    let name = template.blocks[number].name
    let (writer, environment) = (parts[current].template, parts[current].environment)
    let content =
      environments[environment][name] ?? Replacement(template: writer, block: number, environment: environment)
    let part = part(
      Part(
        template: content.template, block: content.block, environment: content.environment, contexts: scope.contexts,
        startsLine: element.isStandalone))
    call(part, name: "{{$\(name)}}", isFlush: false, element, of: template, in: scope)
  }

  private mutating func call(
    _ part: Int, name: String, isFlush: Bool, _ element: Template.Element, of template: Template, in scope: Scope
  ) {
    record(
      CallGraph.Call(
        origin: scope.origin, template: parts[current].template, offset: element.offset, name: name), to: part)
    if isFlush {
      append(.callFlush, first: part)
    } else {
      let indent = literal(template.bytes[element.indent])
      append(.call, first: part, second: Int(indent.offset), third: Int(indent.count))
    }
  }

  private mutating func unknownTemplate(
    _ kind: String, _ name: String, _ element: Template.Element, of template: Template
  ) {
    guard isStrict else { return }
    report(
      template, element.offset, #"unknown \#(kind) "\#(name)""#,
      hint: hint(for: name, among: numbers.keys, all: "add a template of that name"))
  }

  private mutating func checkBlocks(_ blocks: [Int], of template: Template, existIn target: Int, parent: String) {
    var known: Set<String> = []
    var seen: Set = [target]
    var waiting = [target]
    while let number = waiting.popLast() {
      known.formUnion(templates[number].blocks.map(\.name))
      for other in templates[number].references.compactMap({ numbers[$0] }) where seen.insert(other).inserted {
        waiting.append(other)
      }
    }
    for block in blocks.map({ template.blocks[$0] }) where !known.contains(block.name) {
      let all = known.isEmpty ? "it has none" : "it has \(known.sorted().joined(separator: ", "))"
      report(
        template, block.offset, #"unknown block "\#(block.name)" of the parent "\#(parent)""#,
        hint: hint(for: block.name, among: known, all: all))
    }
  }
}
