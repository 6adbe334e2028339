import Diagnostics
import JSON

extension PageMap {
  /// The pages in the list at `path`, which `guidegen build` writes: lines `{"path":"faq/mfa.html","title":"Setting up MFA"}`,
  /// after one that says what the site looks like.
  package init(listAt path: String) throws(ImportError) {
    var lines = InputLines(try InputFile(path))
    var pages: Set<String> = []
    while let line = try lines.nextJSON() {
      if line["site"] != nil { continue }
      guard let page = line["path"]?.string else {
        throw .problem(
          "this is not {\"path\":…,\"title\":…}", at: lines.place, hint: "give the list of pages that a build writes")
      }
      // Some are listed only because readers say whether they help.
      if line["comments"]?.bool != false { pages.insert(page) }
    }
    self.init(pages: pages)
  }
}
