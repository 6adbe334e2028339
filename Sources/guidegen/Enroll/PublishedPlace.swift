#if Enrollment
import Diagnostics
import Guide

/// Where files must not be that hold secrets or what opens them.
struct PublishedPlace {
  private let folders: SourceFolders

  /// What the guide in `guide` publishes.
  init(of guide: String, site: String) {
    folders = SourceFolders(of: guide, and: site)
  }

  /// What to say where `path` lies among it; nil where it does not. `what` names what would be published.
  func finding(_ path: String, _ what: String) -> Diagnostic? {
    guard folders.hold(path) else { return nil }
    return .error(
      "what is in content/, templates/ and the site is published, and this would be \(what)", at: Place(file: path),
      hint: "choose another folder")
  }
}
#endif
