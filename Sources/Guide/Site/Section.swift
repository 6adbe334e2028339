/// A folder of articles.
struct Section: Sendable {
  /// The folder below `content/`, without a slash at its end; empty for the site's top.
  var path: String
  var title: String
  var description: String
  /// The order among its neighbours; nil stands after all that have one.
  var weight: Int?
  /// Index in `Site.sections` of the section that holds this one; nil for the top.
  var parent: Int?
  /// Indices in `Site.sections`, in reading order.
  var sections: [Int] = []
  /// Indices in `Site.pages` of its articles, in reading order.
  var articles: [Int] = []
  /// Index in `Site.pages` of its own page.
  var page: Int = 0
  /// Indices in `Site.pages` of the pages that go on where its own ends.
  var parts: [Int] = []
}
