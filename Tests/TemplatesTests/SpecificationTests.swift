import Templates
import Testing

@Suite struct SpecificationTests {
  static let data = Value.object([
    "name": text("Ada"), "markup": text("<b>\"A\" & 'B'</b>"), "yes": .flag(true), "no": .flag(false), "nothing": .none,
    "empty": text(""), "list": .list([text("a"), text("b"), text("c")]), "none": .list([]),
    "people": .list([
      .object(["name": text("Bea"), "city": text("Bonn")]), .object(["name": text("Cem")]),
    ]),
    "site": .object(["title": text("Help"), "owner": .object(["name": text("IT")])]),
  ])

  @Test(arguments: [
    ("plain {text} }}", "plain {text} }}"),
    ("{{name}} {{ name }}", "Ada Ada"),
    ("{{markup}}", "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;"),
    ("{{{markup}}}{{&markup}}", "<b>\"A\" & 'B'</b><b>\"A\" & 'B'</b>"),
    ("[{{unknown}}{{nothing}}{{site}}{{list}}]", "[]"),
    ("{{site.title}} of {{site.owner.name}}{{site.owner.mail}}{{site.x.y}}", "Help of IT"),
    ("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#nothing}}3{{/nothing}}{{#unknown}}4{{/unknown}}{{#empty}}5{{/empty}}", "1"),
    ("{{^yes}}1{{/yes}}{{^no}}2{{/no}}{{^nothing}}3{{/nothing}}{{^unknown}}4{{/unknown}}{{^none}}5{{/none}}", "2345"),
    ("{{#list}}<{{.}}>{{/list}}{{#none}}x{{/none}}", "<a><b><c>"),
    ("{{#people}}{{name}} in {{city}}{{^city}}?{{/city}}, {{/people}}", "Bea in Bonn, Cem in ?, "),
    ("{{#site}}{{title}} {{name}} {{#owner}}{{name}} {{title}}{{/owner}}{{/site}}", "Help Ada IT Help"),
    ("{{#site.owner}}{{name}}{{/site.owner}}{{^site.none}}-{{/site.none}}", "IT-"),
    ("{{#name}}Dear {{.}}{{/name}}", "Dear Ada"),
    ("a{{! a comment\nover lines }}b", "ab"),
    ("{{=<% %>=}}<%name%> {{name}} <%={{ }}=%>{{name}}", "Ada {{name}} Ada"),
    ("{{=| |=}}|#list||.||/list|", "abc"),
    ("{{>other}}!", "other Ada!"),
    ("[{{>missing}}]", "[]"),
  ])
  func `a tag means what the specification says`(template: String, expected: String) {
    #expect(rendered(["page": template, "other": "other {{name}}"], Self.data) == expected)
  }

  @Test(arguments: [
    ("a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n"),
    ("a\n  {{#yes}}  \nb\n\t{{/yes}}\nc\n", "a\nb\nc\n"),
    ("a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc\r\n", "a\r\nb\r\nc\r\n"),
    ("{{#yes}}\na\n{{/yes}}", "a\n"),
    ("a\n {{! nothing }}\nb", "a\nb"),
    ("a\n {{! over\n lines }}\nb", "a\nb"),
    ("a\n {{=<% %>=}}\nb", "a\nb"),
    ("a {{! inline }}\nb", "a \nb"),
    ("  {{name}}\n", "  Ada\n"),
    (" {{#yes}}a{{/yes}}\n", " a\n"),
    ("{{#no}}\na\n{{/no}}\nb\n", "b\n"),
  ])
  func `a tag that stands alone takes its line with it`(template: String, expected: String) {
    #expect(rendered(["page": template], Self.data) == expected)
  }

  @Test(arguments: [
    ("a\n  {{>part}}\nb\n", "1\n2\n", "a\n  1\n  2\nb\n"),
    ("a\n  {{>part}}\nb\n", "1\n2", "a\n  1\n  2b\n"),
    ("a {{>part}}\n", "1\n2\n", "a 1\n2\n\n"),
    (
      "  {{>part}}\n", "{{name}} {{markup}}\n{{#yes}}\n{{name}}\n{{/yes}}\n",
      "  Ada &lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;\n  Ada\n"
    ),
    ("  {{>part}}\n", "{{#yes}}x{{/yes}}\n{{!c}}y\n", "  x\n  y\n"),
    (" {{>part}}\n", "1\n {{>inner}}\n2 {{>inner}}\n", " 1\n  i\n  j\n 2 i\nj\n\n"),
    (" {{>part}}\n", "{{#lines}}\n{{{.}}}\n{{/lines}}\n", " one\ntwo\n three\n"),
  ])
  func `a partial that stands alone is indented, its values are not`(
    template: String, part: String, expected: String
  ) {
    guard case .object(var data) = Self.data else { return }
    data["lines"] = .list([text("one\ntwo"), text("three")])
    #expect(rendered(["page": template, "part": part, "inner": "i\nj\n"], .object(data)) == expected)
  }

  @Test func `a partial that includes itself follows the data, and its indentation grows`() {
    func node(_ name: String, _ nodes: [Value]) -> Value { .object(["n": text(name), "nodes": .list(nodes)]) }
    let data = node("a", [node("b", [node("c", [])]), node("d", [])])
    let templates = ["page": "{{>node}}", "node": "{{n}}\n{{#nodes}}\n  {{>node}}\n{{/nodes}}\n"]
    #expect(rendered(templates, data) == "a\n  b\n    c\n  d\n")
  }

  @Test(arguments: [
    ("{{<layout}}{{/layout}}", "[T|M]"),
    ("{{<layout}}{{$main}}x{{/main}}{{/layout}}", "[T|x]"),
    ("{{<layout}}{{$title}}{{name}}{{/title}}lost{{$main}}{{#list}}{{.}}{{/list}}{{/main}}{{/layout}}", "[Ada|abc]"),
    ("{{<layout}}{{$absent}}x{{/absent}}{{/layout}}", "[T|M]"),
    ("{{<middle}}{{/middle}}", "[middle|M]"),
    ("{{<middle}}{{$title}}top{{/title}}{{/middle}}", "[top|M]"),
    ("{{>layout}}{{$alone}}default{{/alone}}", "[T|M]default"),
    ("{{#site}}{{<layout}}{{$main}}{{title}}{{/main}}{{/layout}}{{/site}}", "[T|Help]"),
    ("{{<outer}}{{$block}}{{name}} {{/block}}{{/outer}}", "IT Ada "),
    ("{{<layout}}{{$main}}{{<layout}}{{$main}}in{{/main}}{{/layout}}{{/main}}{{/layout}}", "[T|[T|in]]"),
    ("{{<missing}}{{$a}}x{{/a}}{{/missing}}!", "!"),
  ])
  func `blocks replace a parent's own`(template: String, expected: String) {
    let templates = [
      "page": template, "layout": "[{{$title}}T{{/title}}|{{$main}}M{{/main}}]",
      "middle": "{{<layout}}{{$title}}middle{{/title}}{{/layout}}",
      "outer": "{{#site.owner}}{{$block}}{{/block}}{{/site.owner}}{{$block}}{{/block}}",
    ]
    #expect(rendered(templates, Self.data) == expected)
  }

  @Test(arguments: [
    ("a\n  {{<layout}}{{/layout}}\nb\n", "a\n  1\n  2\nb\n"),
    ("a\n  {{<layout}}{{$one}}x{{/one}}{{/layout}}\nb\n", "a\n  x\n  2\nb\n"),
    ("a\n  {{<layout}}\n  {{$one}}\n    x\n    y\n  {{/one}}\n  {{/layout}}\nb\n", "a\n  x\n  y\n\n  2\nb\n"),
    ("a {{<layout}}{{/layout}}\nb\n", "a 1\n2\n\nb\n"),
    ("  {{<layout}}{{/layout}} b\n", "  1\n2\n b\n"),
  ])
  func `a parent that stands alone is indented`(template: String, expected: String) {
    #expect(rendered(["page": template, "layout": "{{$one}}1{{/one}}\n2\n"], Self.data) == expected)
  }

  @Test(arguments: [
    ("<body>\n  {{$main}}{{/main}}\n</body>\n", "{{$main}}\none\ntwo{{/main}}\n", "<body>\n  one\n  two\n</body>\n"),
    (
      "<body>\n  {{$main}}\n  {{/main}}\n</body>\n", "{{$main}}\n one\n  two\n{{/main}}\n",
      "<body>\n  one\n   two\n</body>\n"
    ),
    (
      "<body>\n{{$main}}\n  default\n{{/main}}\n</body>\n", "  {{$main}}\n  one\n  {{/main}}\n",
      "<body>\n  one\n</body>\n"
    ),
    (
      "<body>\n{{$main}}\n  default\n   more\n{{/main}}\n</body>\n", "",
      "<body>\n  default\n   more\n</body>\n"
    ),
    ("<p>{{$main}}{{/main}}</p>\n", "{{$main}}one{{/main}}", "<p>one</p>\n"),
  ])
  func `a block is indented as the place where it is written`(layout: String, blocks: String, expected: String) {
    let templates = ["page": "{{<layout}}\n\(blocks){{/layout}}\n", "layout": layout]
    #expect(rendered(templates, Self.data) == expected)
  }
}
