extension QRCode {
  /// What every kind of picture shares.
  public struct Picture: Sendable, Hashable {
    /// Light modules around the symbol; nil: as many as the standard wants, 4 for Model 2 and 2 for the others.
    public var quietZone: Int?
    /// Colour of the dark modules.
    public var dark: Colour
    /// Colour of the light modules and the quiet zone; nil: nothing is painted there, which makes the code unreadable
    /// on a dark page.
    public var light: Colour?
    /// Side of a module in millimetres, for print; nil: no size on paper is said.
    public var moduleMillimetres: Double?
    /// Pixels of a module's side in PNG, and units in SVG's `width` and `height`; nil: 1 in PNG, no `width` in SVG.
    public var scale: Int?
    /// SVG: draw in rows and columns at once, which takes about a tenth fewer bytes, but more after compression; else
    /// in that direction alone which takes fewer.
    public var crossesStrokes = false
    /// A name for the picture.
    public var title: String?
    /// A sentence about the picture.
    public var text: String?

    /// Black on white with the standard's quiet zone, unless said otherwise.
    public init(
      quietZone: Int? = nil, dark: Colour = .black, light: Colour? = .white, moduleMillimetres: Double? = nil,
      scale: Int? = nil, title: String? = nil, text: String? = nil
    ) {
      self.quietZone = quietZone
      self.dark = dark
      self.light = light
      self.moduleMillimetres = moduleMillimetres
      self.scale = scale
      self.title = title
      self.text = text
    }

    /// The side of a module below which many cameras see no modules in a print, in millimetres.
    public static let leastModuleMillimetres = 0.33

    /// Modules of quiet zone on each side of `code`.
    func margin(_ code: QRCode) -> Int { quietZone ?? code.version.quietZone }
  }
}
