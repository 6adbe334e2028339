/// The default theme's files.
public enum Theme {
  /// By path below `templates/`: `article.mustache`, `assets/style.css`.
  public static let files: [String: [UInt8]] = [:]
}
