import Templates

/// The templates that guidegen renders by name, and what each is given.
enum TemplateRoots {
  static let all: [TemplateSet.Root] =
    pages.map { TemplateSet.Root(name: $0, schema: PageView.view.schema) }
    + [
      TemplateSet.Root(name: "redirect", schema: RedirectView.view.schema),
      TemplateSet.Root(name: "start", schema: RedirectView.view.schema),
      TemplateSet.Root(name: "letter/letter", schema: LetterView.view.schema),
      TemplateSet.Root(name: "letter/code", schema: LetterCodeView.view.schema),
      TemplateSet.Root(name: "letter/pass", schema: LetterPassView.view.schema),
    ] + blocks

  /// What articles' pages of some kinds are made with, `names` being those of their templates; all roots for nil.
  static func all(for names: Set<String>?) -> [TemplateSet.Root] {
    guard let names else { return all }
    return all.filter { names.contains($0.name) } + blocks
  }

  private static let blocks = [
    TemplateSet.Root(name: "private-mode", schema: PrivateModeView.view.schema),
    TemplateSet.Root(name: "variants", schema: VariantsView.view.schema),
    TemplateSet.Root(name: "qr", schema: LinkCodeView.view.schema),
    TemplateSet.Root(name: "enrollment-code", schema: EnrollmentCodeView.view.schema),
    TemplateSet.Root(name: "access-pass", schema: AccessPassView.view.schema),
  ]

  /// The schemas of records that hold records of their own kind, by name.
  static let named = [
    NavigationBranch.schemaName: NavigationBranch.schema,
    ContentsItem.schemaName: ContentsItem.schema,
    CommentsView.schemaName: CommentsView.schema,
  ]

  /// What pages are made with.
  static let pages = ["home", "section", "article", "tag", "tags", "a-z", "not-found", "enrollment"]
}

/// A page that sends the reader on to another.
struct RedirectView: Sendable {
  var title: String
  var address: [UInt8]
  var canonical: String
  var language: String

  static let view = View<RedirectView>([
    .text("title") { $0.title },
    .bytes("address") { $0.address },
    .text("canonical") { $0.canonical },
    .text("language") { $0.language },
    .flag("right-to-left") { LanguageTag.isRightToLeft($0.language) },
  ])
}
