import Templates
import Testing

@Suite struct StrictTests {
  static let schemas = [
    "entry": RecordSchema(["label": .text, "url": .text, "entries": .list(.named("entry"))])
  ]
  static let schema = RecordSchema([
    "title": .text, "subtitle": .text, "body": .html, "draft": .flag,
    "owner": .record(RecordSchema(["name": .text, "mail": .text, "team": .record(RecordSchema(["name": .text]))])),
    "tags": .list(RecordSchema(["name": .text])),
    "entries": .list(.named("entry")),
  ])
  static let record = Value.record([
    text("A & B"), text(""), html("<p>x</p>"), .flag(true),
    .record([text("Ada"), text("ada@example.org"), .record([text("IT")])]),
    .list([.record([text("mfa")]), .record([text("phone")])]),
    .list([entry("1", [entry("1.1", []), entry("1.2", [entry("1.2.1", [])])]), entry("2", [])]),
  ])

  private static func entry(_ label: String, _ entries: [Value]) -> Value {
    .record([text(label), text("/\(label)/"), .list(entries)])
  }

  @Test func `what no root uses is not compiled where only that is asked for`() {
    let templates = ["page": "{{> part}}!", "part": "{{title}}", "other": "{{#open}}"]
    let roots = [TemplateSet.Root(name: "page", schema: Self.schema)]
    let all = TemplateSet.compile(sources(templates), roots: roots, schemas: Self.schemas)
    #expect(all.diagnostics.map(\.message).contains { $0.contains("never closed") })
    let used = TemplateSet.compile(sources(templates), roots: roots, schemas: Self.schemas, onlyUsed: true)
    #expect(used.diagnostics.isEmpty)
    var output: [UInt8] = []
    used.set.render("page", Self.record, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "A &amp; B!")
  }

  @Test(arguments: [
    ("{{title}} {{{body}}}", "A &amp; B <p>x</p>"),
    ("{{owner.name}} {{owner.team.name}}", "Ada IT"),
    (
      "{{#owner}}{{name}}, {{title}}{{#team}} {{name}} {{mail}}{{/team}}{{/owner}}", "Ada, A &amp; B IT ada@example.org"
    ),
    ("{{#tags}}{{name}} {{/tags}}", "mfa phone "),
    (
      "{{#title}}<h1>{{.}}</h1>{{/title}}{{#subtitle}}<h2>{{.}}</h2>{{/subtitle}}{{#body}}{{{.}}}{{/body}}",
      "<h1>A &amp; B</h1><p>x</p>"
    ),
    ("{{#draft}}draft{{/draft}}{{^draft}}live{{/draft}}{{^subtitle}}none{{/subtitle}}", "draftnone"),
    ("{{#owner.team}}{{name}} {{title}}{{/owner.team}}{{^owner.team}}-{{/owner.team}}", "IT A &amp; B"),
    ("{{#owner.team.name}}[{{.}} {{owner.team.name}} {{.}}]{{/owner.team.name}}", "[IT IT IT]"),
    ("{{#entries}}{{>entry}}{{/entries}}", "1(1.1()1.2(1.2.1()))2()"),
    (
      "{{#entries}}{{label}}{{#entries}}<{{label}}>{{/entries}}{{label}};{{/entries}}",
      "1<1.1><1.2>1;22;"
    ),
    ("{{<layout}}{{$main}}{{#tags}}{{>tag}}{{/tags}}{{/main}}{{/layout}}", "[A &amp; B|#mfa#phone]"),
    ("{{#tags}}{{<layout}}{{$main}}{{name}}{{/main}}{{/layout}}{{/tags}}", "[A &amp; B|mfa][A &amp; B|phone]"),
  ])
  func `names are the fields of the records around them`(template: String, expected: String) {
    let templates = [
      "page": template, "entry": "{{label}}({{#entries}}{{>entry}}{{/entries}})", "tag": "#{{name}}",
      "layout": "[{{title}}|{{$main}}{{/main}}]",
    ]
    #expect(rendered(templates, Self.schema, Self.record, schemas: Self.schemas) == expected)
  }

  @Test func `what is not there is empty`() {
    let record = Value.record([.none, .none, .none, .none, .none, .none, .none])
    let template =
      "[{{title}}{{{body}}}{{owner.name}}{{owner.team.name}}{{#owner}}x{{/owner}}{{#tags}}x{{/tags}}"
      + "{{#draft}}x{{/draft}}]{{^owner}}o{{/owner}}{{^owner.team}}t{{/owner.team}}{{^owner.team.name}}n{{/owner.team.name}}"
    #expect(rendered(["page": template], Self.schema, record, schemas: Self.schemas) == "[]otn")
  }

  @Test(arguments: [Value.record([]), .record([.list([.none, text("x"), .list([])]), .record([])])])
  func `values that do not fit the schema count as empty`(record: Value) {
    let template = "[{{title}}{{#tags}}{{name}}{{/tags}}{{#entries}}{{label}}{{/entries}}{{{body}}}{{owner.name}}]"
    #expect(rendered(["page": template], Self.schema, record, schemas: Self.schemas) == "[]")
  }

  @Test(arguments: [
    (Value.record([text("a"), .list([.record([text("b")])])]), nil),
    (.record([.none, .none]), nil),
    (text("a"), "page is no record"),
    (.record([text("a")]), "page has 1 values for 2 names"),
    (.record([html("a"), .none]), "page.title is no text"),
    (.record([.none, .list([.record([.none]), .record([.flag(true)])])]), "page.tags[1].name is no text"),
  ])
  func `a value that does not fit its schema can be found`(record: Value, expected: String?) {
    let schema = RecordSchema(["title": .text, "tags": .list(RecordSchema(["name": .text]))])
    let (set, _) = TemplateSet.compile(
      sources(["page": ""]), roots: [TemplateSet.Root(name: "page", schema: schema)])
    #expect(set.mismatch(of: record, for: "page") == expected)
  }

  @Test func `of templates with the same name the last counts`() {
    let (set, diagnostics) = TemplateSet.compile(
      sources(["page": "{{>part}}"]) + sources(["part": "built-in"]) + sources(["part": "own"]),
      roots: [TemplateSet.Root(name: "page", schema: Self.schema)], schemas: Self.schemas)
    #expect(diagnostics == [])
    var output: [UInt8] = Array(">".utf8)
    set.render("page", Self.record, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == ">own")
  }

  @Test func `a set knows which templates a root uses`() {
    let (set, _) = TemplateSet.compile(
      sources(["page": "{{>a}}", "a": "{{<b}}{{$x}}{{>c}}{{/x}}{{/b}}", "b": "{{$x}}{{/x}}", "c": "{{>a}}", "d": ""]))
    #expect(set.names(usedBy: "page") == ["a", "b", "c", "page"])
    #expect(set.names(usedBy: "d") == ["d"])
  }
}
