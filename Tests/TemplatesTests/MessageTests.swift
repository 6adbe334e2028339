import Templates
import Testing

@Suite struct MessageTests {
  static let names: [(String, String)] = [
    ("a {{titel}}", "page.mustache:1:3: error: unknown name \"titel\"\n  hint: did you mean \"title\"?"),
    (
      "\n{{#tags}}\n  é{{colour}}{{/tags}}",
      "page.mustache:3:5: error: unknown name \"colour\"\n  hint: the names here are body, draft, label, owner, tags, title"
    ),
    ("{{#tgas}}{{x}}{{/tgas}}", "page.mustache:1:1: error: unknown name \"tgas\"\n  hint: did you mean \"tags\"?"),
    ("{{^darft}}x{{/darft}}", "page.mustache:1:1: error: unknown name \"darft\"\n  hint: did you mean \"draft\"?"),
    ("{{body}}", "page.mustache:1:1: error: \"body\" is HTML, and would be escaped\n  hint: write {{{body}}}"),
    (
      "{{{title}}}",
      "page.mustache:1:1: error: \"title\" is text, and would be written unescaped\n  hint: write {{title}}"
    ),
    (
      "{{&title}}",
      "page.mustache:1:1: error: \"title\" is text, and would be written unescaped\n  hint: write {{title}}"
    ),
    (
      "{{draft}}",
      "page.mustache:1:1: error: \"draft\" is true or false, and no text\n  hint: open a section: {{#draft}}…{{/draft}}"
    ),
    (
      "{{tags}}",
      "page.mustache:1:1: error: \"tags\" is a list, and no text\n  hint: open a section for its items: {{#tags}}…{{/tags}}"
    ),
    (
      "{{owner}}",
      "page.mustache:1:1: error: \"owner\" is a record, and no text\n  hint: write {{owner.name}} with the name of a field: mail, name"
    ),
    ("{{owner.nam}}", "page.mustache:1:1: error: \"owner\" has no \"nam\"\n  hint: did you mean \"name\"?"),
    ("{{owner.phone}}", "page.mustache:1:1: error: \"owner\" has no \"phone\"\n  hint: it has mail, name"),
    ("{{title.x}}", "page.mustache:1:1: error: \"title\" is text and has no \"x\"\n  hint: write {{title}}"),
    (
      "{{tags.label}}",
      "page.mustache:1:1: error: \"tags\" is a list and has no \"label\"\n  hint: open a section for its items: {{#tags}}…{{/tags}}"
    ),
    (
      "{{.}}",
      "page.mustache:1:1: error: there is no text that \".\" stands for here\n  hint: write the name of a field, or put it inside a section over a text"
    ),
    ("{{>prat}}", "page.mustache:1:1: error: unknown partial \"prat\"\n  hint: did you mean \"part\"?"),
    ("{{>xyz}}", "page.mustache:1:1: error: unknown partial \"xyz\"\n  hint: add a template of that name"),
    ("{{<laoyut}}{{/laoyut}}", "page.mustache:1:1: error: unknown parent \"laoyut\"\n  hint: did you mean \"layout\"?"),
    (
      "{{<layout}}{{$mian}}x{{/mian}}{{/layout}}",
      "page.mustache:1:12: error: unknown block \"mian\" of the parent \"layout\"\n  hint: did you mean \"main\"?"
    ),
    (
      "{{<part}}{{$main}}x{{/main}}{{/part}}",
      "page.mustache:1:10: error: unknown block \"main\" of the parent \"part\"\n  hint: it has none"
    ),
    (
      "{{<layout}}lost{{/layout}}",
      "page.mustache:1:12: error: this stands in \"{{<layout}}\" but in no block, and would be lost\n  hint: put it into a block: {{$name}}…{{/name}}"
    ),
    (
      "{{<layout}}{{$main}}1{{/main}}{{$main}}2{{/main}}{{/layout}}",
      "page.mustache:1:31: error: block \"main\" is written twice\n  hint: keep one of them"
    ),
  ]

  static let syntax: [(String, String)] = [
    ("a {{title", "page.mustache:1:3: error: a tag is opened and never closed\n  hint: end it with \"}}\""),
    ("{{{body}}", "page.mustache:1:1: error: a tag is opened and never closed\n  hint: end it with \"}}}\""),
    ("{{}}", "page.mustache:1:1: error: a tag has no name\n  hint: write one, or remove the tag"),
    (
      "{{two words}}",
      "page.mustache:1:1: error: \"two words\" is no name\n  hint: names hold no spaces and no line ends"
    ),
    (
      "{{=<%=}}",
      "page.mustache:1:1: error: a delimiter tag must hold two delimiters\n  hint: write them with a space between: \"{{=<% %>=}}\""
    ),
    ("{{#draft}}x", "page.mustache:1:1: error: \"{{#draft}}\" is never closed\n  hint: add \"{{/draft}}\""),
    (
      "{{#draft}}\n{{#tags}}\n{{/draft}}",
      "page.mustache:2:1: error: \"{{#tags}}\" is never closed\n  hint: add \"{{/tags}}\", at the latest on line 3"
    ),
    (
      "x{{/draft}}",
      "page.mustache:1:2: error: \"{{/draft}}\" closes nothing\n  hint: remove it, or open what it closes"
    ),
    (
      "{{#draft}}x{{/darft}}{{/draft}}",
      "page.mustache:1:12: error: \"{{/darft}}\" closes nothing\n  hint: write \"{{/draft}}\" to close \"{{#draft}}\""
    ),
    (
      "{{>loop}}",
      "loop.mustache:1:1: error: \"{{>loop}}\" comes back to itself without going down into the data (in \"page\")\n  hint: put it inside a section over a list or record of the record that it shows"
    ),
    (
      "{{>typo}}",
      "typo.mustache:1:3: error: unknown name \"nam\" (in \"page\")\n  hint: the names here are body, draft, owner, tags, title"
    ),
  ]

  @Test(arguments: names + syntax)
  func `what is wrong is said in a sentence, with a place and a hint`(template: String, expected: String) {
    let templates = [
      "page": template, "part": "part", "layout": "{{$main}}{{/main}}", "loop": "{{>loop}}",
      "typo": "a {{nam}}",
    ]
    #expect(rendered(templates, Self.schema, .record([])) == expected)
  }

  @Test func `all errors come at once, each place once`() {
    let (_, diagnostics) = TemplateSet.compile(
      sources(["page": "{{a}}{{>part}}", "other": "{{b}}{{>part}}", "part": "{{c}}", "unused": "{{d}}"]),
      roots: ["page", "other"].map { TemplateSet.Root(name: $0, schema: Self.schema) })
    #expect(
      diagnostics.map { $0.place?.description } == ["other.mustache:1:1", "page.mustache:1:1", "part.mustache:1:1"])
  }

  @Test func `a root without a template is an error`() {
    let (_, diagnostics) = TemplateSet.compile([], roots: [TemplateSet.Root(name: "page", schema: Self.schema)])
    #expect(
      diagnostics.map(\.description) == [
        "error: there is no template \"page\"\n  hint: add a file of that name to the templates"
      ])
  }

  static let schema = RecordSchema([
    "title": .text, "body": .html, "draft": .flag, "owner": .record(RecordSchema(["name": .text, "mail": .text])),
    "tags": .list(RecordSchema(["label": .text])),
  ])
}
