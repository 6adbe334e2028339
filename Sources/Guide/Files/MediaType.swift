/// What kind of file an address in a site is, as hosts say it in `Content-Type`.
public enum MediaType {
  /// The media type of the file at `path`, by its extension; `application/octet-stream` for one that is not known.
  ///
  /// `feed.xml` at the top of a site is its feed. Source: the media types registered with IANA; RFC 9239 for JavaScript.
  public static func of(_ path: String) -> String {
    if path == "feed.xml" { return "application/atom+xml; charset=utf-8" }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return unknown }
    return byExtension[name[name.index(after: dot)...].lowercased()] ?? unknown
  }

  private static let unknown = "application/octet-stream"

  private static let byExtension = [
    "atom": "application/atom+xml", "avif": "image/avif", "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif", "gz": "application/gzip", "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8", "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8", "json": "application/json", "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg", "mp4": "video/mp4", "ogg": "audio/ogg", "otf": "font/otf", "pdf": "application/pdf",
    "png": "image/png", "svg": "image/svg+xml", "ttf": "font/ttf", "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm", "webm": "video/webm", "webmanifest": "application/manifest+json",
    "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xml": "text/xml; charset=utf-8",
    "zip": "application/zip",
  ]
}
