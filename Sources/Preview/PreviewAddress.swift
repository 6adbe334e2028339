/// The addresses that are the preview's own; no site has a page there, since names with `_` in front are guidegen's.
enum PreviewAddress {
  static let folder = "/_preview/"
  static let script = folder + "reload.js"
  static let overlayStyle = folder + "overlay.css"
  static let events = folder + "events"
}
