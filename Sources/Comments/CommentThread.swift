/// The public comments of a page.
package struct CommentThread: Sendable, Equatable {
  package var page: PageKey
  /// Grows with each change that readers can see; 0 for a page without comments.
  package var version: Int
  /// Each comment before its replies, those of one comment in the order of their times.
  package var entries: [Entry]

  /// A comment in its place.
  package struct Entry: Sendable, Equatable {
    package var id: UUIDv7
    /// How far it is indented.
    package var depth: Int
    /// nil where the comment is gone and only stands for its replies' sake.
    package var comment: Comment?
  }

  package init(page: PageKey, version: Int = 0, entries: [Entry] = []) {
    (self.page, self.version, self.entries) = (page, version, entries)
  }

  /// How many comments there are to read.
  package var count: Int { entries.count { $0.comment != nil } }

  /// Puts `comments` in their order.
  ///
  /// - Parameter gone: of the comments that are not among them but have replies that are: which they reply to.
  package init(page: PageKey, version: Int, comments: [Comment], gone: [UUIDv7: UUIDv7?]) {
    self.init(page: page, version: version)
    var replies: [UUIDv7?: [UUIDv7]] = [:]
    var byID: [UUIDv7: Comment] = [:]
    for comment in comments {
      byID[comment.id] = comment
      replies[comment.parent, default: []].append(comment.id)
    }
    for (id, parent) in gone { replies[parent, default: []].append(id) }
    // On a list of one's own rather than by recursion: depth is what a stranger can choose.
    var waiting = (replies[nil] ?? []).sorted(by: >).map { ($0, 0) }
    while let (id, depth) = waiting.popLast() {
      entries.append(Entry(id: id, depth: depth, comment: byID[id]))
      waiting += (replies[id] ?? []).sorted(by: >).map { ($0, depth + 1) }
    }
  }
}
