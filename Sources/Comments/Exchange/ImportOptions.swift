/// What is to be imported, and how.
package struct ImportOptions: Sendable {
  /// Who wrote the file.
  package enum Source: String, Sendable, CaseIterable {
    /// `CommentStore.export`.
    case guidegen
    case isso
    case disqus
    case wordpress
    case remark42
  }

  package var source: Source
  /// The file's path, as the person wrote it.
  package var file: String
  /// The site that the comments are to belong to; nil for the one that an export names. Other programs' files name none.
  package var site: String?
  /// The pages that there are, and what other programs call them; nil to believe an export.
  package var pages: PageMap?
  /// Whether comments of pages that are not there are left out. They are errors otherwise.
  package var leavesOutUnknownPages = false
  /// What tells this file's records from those of other files of the same kind, where several come into one site:
  /// letters, digits and hyphens. The same file is to be imported under the same label always.
  package var label: String
  /// How those are called who gave no name.
  package var nameless = "Anonymous"

  package init(_ source: Source, file: String, site: String? = nil, pages: PageMap? = nil) {
    (self.source, self.file, self.site, self.pages) = (source, file, site, pages)
    label = source.rawValue
  }
}
