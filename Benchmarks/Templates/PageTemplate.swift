import Templates

/// A page as a theme has it: a layout with blocks, partials, 40 fields, a contents list and a nested navigation.
enum PageTemplate {
  static let sources = [
    source(
      "layout",
      """
      <!DOCTYPE html>
      <html lang="{{language}}">
      <head>
      <meta charset="utf-8">
      <title>{{$title}}{{site}}{{/title}}</title>
      {{>head}}
      </head>
      <body>
      <header><a href="{{root}}">{{site}}</a> {{#tagline}}<p>{{.}}</p>{{/tagline}}</header>
      <nav aria-label="Site">
      <ul>
      {{#navigation}}
      {{>entry}}
      {{/navigation}}
      </ul>
      </nav>
      {{$main}}{{/main}}
      <footer>{{helpdesk.name}}: <a href="mailto:{{helpdesk.mail}}">{{helpdesk.mail}}</a>, {{helpdesk.phone}}</footer>
      </body>
      </html>

      """),
    source(
      "head",
      """
      <meta name="description" content="{{description}}">
      <link rel="canonical" href="{{canonical}}">
      <link rel="stylesheet" href="{{style}}">
      <script type="module" src="{{script}}"></script>
      <meta property="og:title" content="{{title}}">
      <meta property="og:url" content="{{canonical}}">

      """),
    source(
      "entry",
      """
      <li>{{#current}}<strong>{{title}}</strong>{{/current}}{{^current}}<a href="{{url}}">{{title}}</a>{{/current}}
      {{#hasChildren}}
      <ul>
      {{#children}}
      {{>entry}}
      {{/children}}
      </ul>
      {{/hasChildren}}
      </li>

      """),
    source(
      "article",
      """
      {{<layout}}
      {{$title}}{{title}} - {{site}}{{/title}}
      {{$main}}
      <main>
      <ol class="crumbs">{{#crumbs}}<li><a href="{{url}}">{{title}}</a></li>{{/crumbs}}</ol>
      <h1>{{title}}</h1>
      <p class="meta">{{date}} {{reviewed}} {{owner}} {{minutes}}</p>
      {{#hasContents}}
      <nav class="toc"><ul>
      {{#contents}}
      <li class="{{level}}"><a href="#{{id}}">{{{title}}}</a></li>
      {{/contents}}
      </ul></nav>
      {{/hasContents}}
      {{{body}}}
      \(detail)
      {{#previous}}<a rel="prev" href="{{url}}">{{title}}</a>{{/previous}}
      {{#next}}<a rel="next" href="{{url}}">{{title}}</a>{{/next}}
      </main>
      {{/main}}
      {{/layout}}

      """),
  ]

  /// 20 more fields, each on a line.
  private static let detail = (0..<20).map { "<p>{{detail\($0)}}</p>" }.joined(separator: "\n")

  private static func source(_ name: String, _ text: String) -> TemplateSet.Source {
    TemplateSet.Source(name: name, file: "templates/\(name).mustache", bytes: Array(text.utf8))
  }

  static let link = RecordSchema(["url": .text, "title": .text])

  static let schemas = [
    "entry": RecordSchema([
      "url": .text, "title": .text, "current": .flag, "hasChildren": .flag, "children": .list(.named("entry")),
    ])
  ]

  static let schema = RecordSchema(
    texts.map { RecordSchema.Field(name: $0, schema: .text) }
      + [
        RecordSchema.Field(
          name: "helpdesk", schema: .record(RecordSchema(["name": .text, "mail": .text, "phone": .text]))),
        RecordSchema.Field(name: "navigation", schema: .list(.named("entry"))),
        RecordSchema.Field(name: "crumbs", schema: .list(link)),
        RecordSchema.Field(name: "hasContents", schema: .flag),
        RecordSchema.Field(
          name: "contents", schema: .list(RecordSchema(["level": .text, "id": .text, "title": .html]))),
        RecordSchema.Field(name: "body", schema: .html),
        RecordSchema.Field(name: "previous", schema: .record(link)),
        RecordSchema.Field(name: "next", schema: .record(link)),
      ])

  static let texts =
    [
      "language", "site", "root", "tagline", "description", "canonical", "style", "script", "title", "date", "reviewed",
      "owner", "minutes",
    ] + (0..<20).map { "detail\($0)" }

  /// The page `number`; the navigation and the contents are given, since pages share them.
  static func page(_ number: Int, navigation: Value, contents: Value, body: Value) -> Value {
    func link(_ number: Int) -> Value { .record([text("/section/page-\(number)/"), text("Page \(number) & more")]) }
    return .record(
      texts.map { text("\($0) of page \(number)") }
        + [
          .record([text("IT helpdesk"), text("help@example.org"), text("+49 30 1234")]),
          navigation, .list([link(1), link(2), link(3)]), .flag(true), contents, body, link(number - 1),
          link(number + 1),
        ])
  }

  /// 60 entries: 6 with 9 children each.
  static func navigation() -> Value {
    func entry(_ number: Int, _ children: [Value]) -> Value {
      .record([
        text("/section/page-\(number)/"), text("Setting up \(number)"), .flag(number == 7), .flag(!children.isEmpty),
        .list(children),
      ])
    }
    return .list((0..<6).map { section in entry(section, (1...9).map { entry(section * 10 + $0, []) }) })
  }

  static func contents() -> Value {
    .list((0..<12).map { .record([text("level-2"), text("heading-\($0)"), .html(Array("Heading \($0)".utf8))]) })
  }

  static func text(_ text: String) -> Value { .text(Array(text.utf8)) }
}
