/// One file of the finished site.
public struct OutputFile: Sendable {
  /// Relative to the site's folder, `/` between the names: `faq/mfa.html`.
  ///
  /// Without empty names, `.`, `..`, a leading `/` or control characters; `SiteWriter` refuses a path that has them.
  public var path: String
  /// What the file holds.
  public var bytes: [UInt8]

  /// A file at `path` that holds `bytes`.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
