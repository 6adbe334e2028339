import Diagnostics

/// Compiled templates.
public struct TemplateSet: Sendable {
  /// A template as it was written.
  public struct Source: Sendable {
    /// What `{{> name}}` and `render` call it: `article`, `parts/header`.
    public var name: String
    /// For places.
    public var file: String
    /// The text, UTF-8.
    public var bytes: [UInt8]

    /// A template `name` with the text `bytes`, written in `file`.
    public init(name: String, file: String, bytes: [UInt8]) {
      self.name = name
      self.file = file
      self.bytes = bytes
    }
  }

  /// A template that is rendered by itself, and what it is given.
  public struct Root: Sendable {
    /// Its name among the sources.
    public var name: String
    /// The fields of the record that it is rendered with.
    public var schema: RecordSchema

    /// A root `name`, rendered with records of `schema`.
    public init(name: String, schema: RecordSchema) {
      self.name = name
      self.schema = schema
    }
  }

  /// What `{{words.key}}` stands for in templates.
  public struct Words {
    let keys: [String]
    let html: (String) -> [UInt8]?

    /// Words with these `keys`, for messages; `html` gives what is written for one, nil where there is no such key.
    public init(keys: [String], html: @escaping (String) -> [UInt8]?) {
      (self.keys, self.html) = (keys, html)
    }
  }

  private let program: Program
  /// The part that renders a template, and the register for what it is given.
  private let roots: [String: Compiler.Entry]
  private let table: SchemaTable
  /// The templates that each template names.
  private let references: [String: [String]]

  /// Compiles `sources` strictly: every name is looked up in the schemas of `roots`, through sections, partials and
  /// parents; all errors come at once, and a set with errors must not be rendered.
  ///
  /// Of sources with the same name the last counts, so that a site's own can follow the built-in ones. `schemas` are
  /// those that `RecordSchema.named` refers to; `words` those that `{{words.key}}` stands for, HTML that is safe where
  /// text is: they become part of the program and cost nothing when it runs. With `onlyUsed`, what no root uses is not
  /// even parsed, nor are its errors found.
  public static func compile(
    _ sources: [Source], roots: [Root], schemas: [String: RecordSchema] = [:], words: Words? = nil,
    onlyUsed: Bool = false
  ) -> (set: TemplateSet, diagnostics: [Diagnostic]) {
    var (compiler, diagnostics) = compiler(of: sources, usedBy: onlyUsed ? roots.map(\.name) : nil, isStrict: true)
    compiler.words = words
    if diagnostics.isEmpty { diagnostics = compiler.compile(roots, named: schemas) }
    return (TemplateSet(compiler), diagnostics.sorted())
  }

  /// Compiles `sources` as the Mustache specification says: names are looked up when a template is rendered, and an
  /// unknown name or partial is silently empty. Errors are those of syntax alone.
  public static func compile(_ sources: [Source]) -> (set: TemplateSet, diagnostics: [Diagnostic]) {
    var (compiler, diagnostics) = compiler(of: sources, usedBy: nil, isStrict: false)
    if diagnostics.isEmpty { diagnostics = compiler.compileEverything() }
    return (TemplateSet(compiler), diagnostics.sorted())
  }

  private static func compiler(
    of sources: [Source], usedBy roots: [String]?, isStrict: Bool
  ) -> (Compiler, [Diagnostic]) {
    var last: [String: Source] = [:]
    for source in sources { last[source.name] = source }
    var parsed: [(template: Template, diagnostics: [Diagnostic])] = []
    var waiting = roots ?? Array(last.keys)
    while let name = waiting.popLast() {
      guard let source = last.removeValue(forKey: name) else { continue }
      parsed.append(TemplateParser.parse(source, isStrict: isStrict))
      waiting += parsed[parsed.count - 1].template.references
    }
    parsed.sort { $0.template.name < $1.template.name }
    return (Compiler(parsed.map(\.template), isStrict: isStrict), parsed.flatMap(\.diagnostics))
  }

  private init(_ compiler: Compiler) {
    table = compiler.table
    program = compiler.program
    roots = compiler.entries
    references = Dictionary(uniqueKeysWithValues: compiler.templates.map { ($0.name, $0.references) })
  }

  /// Appends the template `name`, one of the roots, rendered with `record`.
  ///
  /// A set that was compiled with schemas takes the root's record, its values in the order of the schema; what has
  /// another kind than the schema says counts as empty. One without takes any value. Calls that nest more than 200
  /// deep, which takes records nested as deep, are not written.
  public func render(_ name: String, _ record: Value, into output: inout [UInt8]) {
    guard let entry = roots[name] else { preconditionFailure("no root is called \"\(name)\"") }
    if let register = entry.register {
      Renderer.render(program, part: entry.part, record, register: register, into: &output)
    } else {
      NamedRenderer.render(program, part: entry.part, record, into: &output)
    }
  }

  /// The first value in `record` that the schema of the root `name` has no place for, as `entries[2].url is no text`;
  /// nil where all fit. For tests of what fills records: rendering itself takes such values for empty.
  public func mismatch(of record: Value, for name: String) -> String? {
    guard let register = roots[name]?.register else { preconditionFailure("no strict root is called \"\(name)\"") }
    return table.mismatch(record, record: register, path: name)
  }

  /// The templates that rendering `root` may read, itself included, in the alphabet's order: those whose change
  /// changes its pages.
  public func names(usedBy root: String) -> [String] {
    var names: Set = [root]
    var waiting = [root]
    while let name = waiting.popLast() {
      for other in references[name] ?? [] where names.insert(other).inserted { waiting.append(other) }
    }
    return names.sorted()
  }
}
