import Templates
import Testing

@Suite struct HostileInputTests {
  static let schema = RecordSchema([
    "flag": .flag, "name": .text, "items": .list(RecordSchema(["name": .text])), "trees": .list(.named("tree")),
    "owner": .record(RecordSchema(["name": .text])),
  ])
  static let schemas = ["tree": RecordSchema(["trees": .list(.named("tree"))])]

  @Test(arguments: [
    ["a": "{{>a}}"],
    ["a": "{{>b}}", "b": "{{#flag}}{{>a}}{{/flag}}"],
    ["a": "{{#name}}{{>a}}{{/name}}"],
    ["a": "{{#items}}{{>a}}{{/items}}"],
    ["a": "{{#owner}}{{>b}}{{/owner}}", "b": "{{#items}}{{>a}}{{/items}}"],
    ["a": "{{<b}}{{$x}}{{>a}}{{/x}}{{/b}}", "b": "{{$x}}{{/x}}"],
    ["a": "{{$x}}{{>a}}{{/x}}"],
    ["a": "{{#trees}}{{>b}}{{/trees}}", "b": "{{>b}}"],
  ])
  func `partials that never end are refused`(templates: [String: String]) {
    let (_, diagnostics) = TemplateSet.compile(
      sources(templates.merging(["page": "{{>a}}"]) { $1 }),
      roots: [TemplateSet.Root(name: "page", schema: Self.schema)], schemas: Self.schemas)
    #expect(diagnostics.count >= 1)
    #expect(diagnostics.allSatisfy { $0.message.contains("comes back to itself") })
  }

  @Test(arguments: [
    ["a": "{{#trees}}{{>a}}{{/trees}}"],
    ["a": "{{#trees}}{{>b}}{{/trees}}", "b": "{{#trees}}{{>c}}{{/trees}}", "c": "{{>b}}"],
    ["a": "{{<b}}{{$x}}{{#trees}}{{>a}}{{/trees}}{{/x}}{{/b}}", "b": "{{$x}}{{/x}}"],
  ])
  func `partials that go down into the data are accepted`(templates: [String: String]) {
    let (_, diagnostics) = TemplateSet.compile(
      sources(templates.merging(["page": "{{>a}}"]) { $1 }),
      roots: [TemplateSet.Root(name: "page", schema: Self.schema)], schemas: Self.schemas)
    #expect(diagnostics == [])
  }

  @Test func `data of any depth does not overflow the stack`() {
    var tree = Value.record([.list([])])
    for _ in 0..<5_000 { tree = .record([.list([tree])]) }
    let output = rendered(
      ["page": "{{>a}}", "a": "x{{#trees}}{{>a}}{{/trees}}"], RecordSchema(["trees": .list(.named("tree"))]), tree,
      schemas: Self.schemas)
    #expect(output == String(repeating: "x", count: 199))
    // Values free their children one within the other: this one is kept from that.
    withExtendedLifetime(tree) {}
  }

  @Test func `without schemas partials end at a depth`() {
    #expect(rendered(["page": "x{{>page}}"], .object([:])) == String(repeating: "x", count: 200))
  }

  @Test func `sections that nest too deep are an error`() {
    let template = String(repeating: "{{#a}}", count: 100_000)
    #expect(rendered(["page": template], .none).contains("sections and blocks nest more than 100 levels deep"))
  }

  @Test func `arbitrary templates compile or are refused, and give the same with and without schemas`() {
    let pieces = [
      "{{name}}", "{{#items}}", "{{/items}}", "{{#owner}}", "{{/owner}}", "{{#flag}}", "{{/flag}}", "{{^flag}}",
      "{{owner.name}}", "{{^owner}}", "{{>part}}", "  {{>part}}\n", "{{<layout}}", "{{/layout}}", "{{$x}}", "{{/x}}",
      "\n", "  ", "text", "{{!c}}", "{{=<% %>=}}", "<%={{ }}=%>", "{{", "}}", "{{/", "é", "\r\n",
      "{{#name}}{{.}}{{/name}}",
    ]
    let named = Value.object([
      "flag": .flag(true), "name": text("n<"), "trees": .list([]), "owner": .object(["name": text("o")]),
      "items": .list([.object(["name": text("1")]), .object(["name": text("2")])]),
    ])
    let record = Value.record([
      .flag(true), text("n<"), .list([.record([text("1")]), .record([text("2")])]), .list([]), .record([text("o")]),
    ])
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var compared = 0
    for _ in 0..<20_000 {
      let templates = [
        "page": (0..<1 + random(8)).map { _ in pieces[random(pieces.count)] }.joined(), "part": "p {{name}}\n q\n",
        "layout": "<\n  {{$x}}d{{/x}}\n>\n",
      ]
      let (_, diagnostics) = TemplateSet.compile(
        sources(templates), roots: [TemplateSet.Root(name: "page", schema: Self.schema)], schemas: Self.schemas)
      guard diagnostics.isEmpty else { continue }
      compared += 1
      #expect(rendered(templates, Self.schema, record, schemas: Self.schemas) == rendered(templates, named))
    }
    #expect(compared > 1_000)
  }
}
