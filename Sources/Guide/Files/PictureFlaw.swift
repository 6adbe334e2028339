/// What keeps browsers from showing a picture, or pages from leaving room for it.
struct PictureFlaw: Sendable, Equatable {
  /// What is wrong, behind "this picture": `is empty`.
  var what: String
  /// What to do about it, as in a `Diagnostic`.
  var hint: String

  /// The size and the flaw of the picture in `file`, which is named for one of `format`.
  ///
  /// Both are there of a picture that shows in part, or is of another kind than its name says, for browsers look at what
  /// bitmaps hold.
  static func look(at file: [UInt8], named format: PictureFormat) -> (size: ImageSize?, flaw: PictureFlaw?) {
    if file.isEmpty { return (nil, PictureFlaw(what: "is an empty file", hint: again)) }
    let file = SVGFile.inUTF8(file)
    guard let held = PictureFormat(heldBy: file) else {
      let isPage = XMLHead(of: file).isWebPage
      return (
        nil,
        PictureFlaw(
          what: isPage ? "is a web page with the name of a picture" : "is no \(format.rawValue) file",
          hint: isPage ? "save the picture itself, not the page that shows it" : again)
      )
    }
    let (size, flaw) = held == .svg ? SVGFile.look(at: file) : bitmap(file, held)
    guard held != format else { return (size, flaw) }
    let renamed = PictureFlaw(
      what: "is \(held.article) \(held.rawValue) file, though it is named as \(format.article) \(format.rawValue) file",
      hint: "let its name end in .\(held.endings[0])")
    return held == .svg || format == .svg ? (nil, renamed) : (size, flaw ?? renamed)
  }

  private static let again = "save it anew from the program that it was made with"

  private static func bitmap(_ file: [UInt8], _ format: PictureFormat) -> (size: ImageSize?, flaw: PictureFlaw?) {
    guard let (width, height) = Bitmap.size(of: file, format) else { return (nil, .cutShort) }
    guard let size = ImageSize(checked: width, height) else { return (nil, .absurd(width, height)) }
    return (size, Bitmap.isWhole(file, format) ? nil : .cutShort)
  }

  private static let cutShort = PictureFlaw(what: "is cut short: its file ends in the middle", hint: again)

  /// Of a picture that says it is of a size which none has.
  static func absurd(_ width: Int, _ height: Int) -> PictureFlaw {
    PictureFlaw(
      what: "says that it is \(width) by \(height) pixels large",
      hint: "save it anew, with sides of 1 to \(ImageSize.largestSide) pixels")
  }

  /// Of an SVG file that can be shown in any size.
  static let unsized = PictureFlaw(
    what: "does not say how large it is, so the page jumps when it arrives",
    hint: "give its <svg> a viewBox, or a width and a height in px")

  /// Of an SVG file of which browsers show nothing.
  static func malformed(_ reason: String, line: Int) -> PictureFlaw {
    PictureFlaw(
      what: "shows nothing, for its SVG is wrong: \(reason)",
      hint: "mend line \(line) of its file, or save it anew from the program that it was made with")
  }
}
