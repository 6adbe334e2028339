import Diagnostics

/// What people get with their letter or page.
package enum PersonalCredential: Sendable {
  /// A code for an authenticator app.
  case code
  /// A Temporary Access Pass.
  case pass

  /// The directive that says where it goes.
  var directive: String { self == .code ? "enrollment-code" : "access-pass" }

  /// What messages call it.
  var name: String { self == .code ? "code" : "pass" }
}

extension Site {
  /// The index in `articles` of the one that people's own letters and pages are made of; else what is wrong.
  ///
  /// - Parameters:
  ///   - path: the article's file, as `content/mfa.md` or `mfa.md`; nil: the one that has the directive of `credential`.
  ///   - others: articles that are not meant where no path is given.
  func personalArticle(
    _ path: String?, for credential: PersonalCredential = .code, besides others: [Int] = []
  ) -> (number: Int?, finding: Diagnostic?) {
    if let path {
      if let number = articles.firstIndex(where: { $0.path == path || $0.sourcePath == path }) {
        return (number, nil)
      }
      let near = nearestName(to: path, among: articles.map(\.path)).map { #"did you mean "\#($0)"?"# }
      return (nil, .error(#"there is no article "\#(path)""#, at: nil, hint: near ?? "write its path below content/"))
    }
    let found = articles.indices.filter { resolved[$0].has(credential) && !others.contains($0) }
    guard let first = found.first else {
      return (
        nil,
        .error(
          "no article says where a person's \(credential.name) goes", at: nil,
          hint: "write ::\(credential.directive) on a line of its own, or name an article with --article")
      )
    }
    guard found.count == 1 else {
      return (
        nil,
        .error(
          "\(found.count) articles have ::\(credential.directive)", at: Place(file: articles[first].path),
          hint: "say with --article which of them is meant")
      )
    }
    return (first, nil)
  }
}

extension ResolvedArticle {
  /// Whether it has a place for `credential`.
  func has(_ credential: PersonalCredential) -> Bool {
    blocks.contains { block in
      switch (block, credential) {
      case (.enrollmentCode, .code), (.accessPass, .pass): true
      default: false
      }
    }
  }
}
