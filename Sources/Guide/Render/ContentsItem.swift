import Markdown
import Templates

/// One entry of an article's table of contents.
struct ContentsItem: Sendable {
  var title: String
  var id: String
  var children: [ContentsItem]

  /// What templates' schemas call an entry.
  static let schemaName = "contents item"

  /// An entry as templates see it; its children are entries again.
  static let schema = RecordSchema([
    "title": .text, "id": .text, "has-children": .flag, "children": .list(.named(schemaName)),
  ])

  /// The record of `schema`.
  var value: Value {
    .record([
      .text(Array(title.utf8)), .text(Array(id.utf8)), .flag(!children.isEmpty), .list(children.map(\.value)),
    ])
  }

  /// The headings of the two highest levels that the article uses below its title.
  static func tree(of headings: [Heading]) -> [ContentsItem] {
    let headings = headings.filter { !$0.isInDirective }
    guard let top = headings.map(\.level).min() else { return [] }
    var items: [ContentsItem] = []
    for heading in headings where heading.level <= top + 1 {
      let item = ContentsItem(title: heading.title, id: heading.identifier, children: [])
      if heading.level == top || items.isEmpty {
        items.append(item)
      } else {
        items[items.count - 1].children.append(item)
      }
    }
    return items
  }
}
