import Templates

/// The question whether an article helped, and where the answer goes.
struct FeedbackView: Sendable {
  let view: PageView
  let settings: CommentSettings

  static let view = View<FeedbackView>([
    .bytes("server") { $0.settings.address("", on: $0.view.linker) },
    .bytes("action") { $0.settings.address("feedback", on: $0.view.linker) },
    .text("path") { $0.view.page.address },
    .bytes("style") { $0.view.linker.address(of: $0.view.site.assets.feedback.style) },
  ])
}

extension CommentSettings {
  /// What the page of `linker` must write for `path` on the comment server.
  func address(_ path: String, on linker: Linker) -> [UInt8] {
    let whole = Array((server + path).utf8)
    return origin != nil || server.hasPrefix("/") ? whole : linker.address(of: whole)
  }
}
