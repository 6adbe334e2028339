import Diagnostics

/// Whether files can have their names on every disk that people carry about: FAT32, exFAT, and Windows' own.
///
/// Sources: Microsoft, "Naming Files, Paths, and Namespaces"; the exFAT specification, 7.7.3; Microsoft's FAT32
/// specification, 6 and 7.
struct DiskNames {
  /// A file that a folder will have.
  struct File: Sendable {
    /// Below the folder.
    var path: String
    /// The same as its author knows it, without a fingerprint.
    var known: String
    /// Where the name comes from; nil for a file that guidegen makes by itself.
    var place: Place?
    /// Whether it is a page: two pages with one address are somebody else's to report.
    var isPage = false
  }

  /// How long a path may be, in UTF-16 units: Windows' programs know 259, and some are for the drive and the folder.
  static let longestPath = 220
  private static let longestName = 255
  /// Entries of a folder on FAT32, of 32 bytes each.
  private static let mostEntries = 65_536

  private(set) var diagnostics: [Diagnostic] = []
  /// By the path as a disk compares it that does not tell capitals from small letters: how it is written, and whose it is.
  private var spellings: [String: (path: String, file: File, isWhole: Bool)] = [:]
  /// Paths that have been complained of: what lies below them is not named too.
  private var reported: Set<String> = []
  private var entries: [String: Int] = [:]

  init(of files: [File]) {
    for file in files { check(file) }
    for (folder, count) in entries.sorted(by: { $0.key < $1.key }) where count > Self.mostEntries {
      diagnostics.append(
        .warning(
          #"the folder "\#(folder)" holds more than a folder can on a FAT32 disk"#, at: nil,
          hint: "use a disk with exFAT or NTFS, or divide the folder into sections"))
    }
  }

  private mutating func check(_ file: File) {
    let (names, known) = (file.path.split(separator: "/"), file.known.split(separator: "/"))
    var (path, folder) = ("", "")
    for (position, name) in names.enumerated() {
      folder = path
      path += (path.isEmpty ? "" : "/") + name
      let isWhole = position == names.count - 1
      if let other = spellings[Self.compared(path)] {
        if other.path == path, !isWhole, !other.isWhole { continue }
        if report(.clash(file, other.file, isFolder: !isWhole && !other.isWhole), of: path, file, other.file) { return }
      } else {
        spellings[Self.compared(path)] = (path, file, isWhole)
        entries[folder, default: 0] += 1 + (name.utf16.count + 12) / 13
      }
      let shown = String(isWhole || position >= known.count ? known.last ?? name : known[position])
      if let fault = Self.fault(in: String(name), shown: shown), report(fault, of: path, file) { return }
    }
    if file.path.utf16.count > Self.longestPath { _ = report(.tooLong(file), of: file.path, file) }
  }

  /// Says what is wrong with `path`, once; true.
  private mutating func report(_ fault: Fault, of path: String, _ file: File, _ other: File? = nil) -> Bool {
    guard reported.insert(path).inserted else { return true }
    // What two pages' addresses have in common was said before.
    if let other, file.isPage, other.isPage, file.path.lowercased() == other.path.lowercased() { return true }
    diagnostics.append(.error(fault.message, at: file.place ?? other?.place, hint: fault.hint))
    return true
  }

  /// `path` as a disk compares it: letters by their capitals, one by one, and composed.
  private static func compared(_ path: String) -> String {
    if path.utf8.allSatisfy({ $0 < 0x80 }) { return path.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in path.unicodeScalars {
      let capital = scalar.properties.uppercaseMapping.unicodeScalars
      folded.append(capital.count == 1 ? capital.first ?? scalar : scalar)
    }
    // Strings are equal where they are so once composed.
    return String(folded).lowercased()
  }

  /// What is wrong with one name.
  private static func fault(in name: String, shown: String) -> Fault? {
    if let character = name.unicodeScalars.first(where: { $0.value < 0x20 || #"<>:"|?*\"#.unicodeScalars.contains($0) })
    {
      return .character(character, shown)
    }
    if name.hasSuffix(".") || name.hasSuffix(" ") { return .ending(shown) }
    let stem = name.prefix { $0 != "." }.uppercased().trimmingSpaces
    if devices.contains(stem) { return .device(stem, shown) }
    return name.utf16.count > longestName ? .longName(shown) : nil
  }

  /// Names that Windows keeps for devices, with any ending.
  private static let devices: Set<String> = {
    var names: Set<String> = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    for port in ["COM", "LPT"] {
      for digit in "0123456789¹²³" { names.insert(port + String(digit)) }
    }
    return names
  }()
}

/// What is wrong with a name.
private struct Fault {
  var message: String
  var hint: String

  static func character(_ character: Unicode.Scalar, _ name: String) -> Fault {
    let what = character.value < 0x20 ? "a control character" : #"the character \#(character)"#
    return Fault(message: #"the name "\#(name)" has \#(what), which Windows does not allow"#, hint: rename)
  }

  static func ending(_ name: String) -> Fault {
    Fault(message: #"the name "\#(name)" ends in a dot or a space, which Windows takes away"#, hint: rename)
  }

  static func device(_ device: String, _ name: String) -> Fault {
    Fault(message: #"the name "\#(name)" is \#(device)'s, which is a device on Windows"#, hint: rename)
  }

  static func longName(_ name: String) -> Fault {
    Fault(message: #"the name "\#(name)" is longer than disks allow"#, hint: "give it one of at most 200 characters")
  }

  static func tooLong(_ file: DiskNames.File) -> Fault {
    Fault(
      message: #"the path "\#(file.path)" has \#(file.path.utf16.count) characters, too many for Windows"#,
      hint:
        "give files and folders shorter names: \(DiskNames.longestPath) characters in all leave room for the drive's")
  }

  static func clash(_ file: DiskNames.File, _ other: DiskNames.File, isFolder: Bool) -> Fault {
    let name = other.place?.file ?? other.path
    return Fault(
      message: isFolder
        ? "a folder of this path and one of \(name) are one where capitals do not count"
        : "this is the same name as \(name) where capitals do not count",
      hint: "rename one of them: disks for Windows do not tell capitals from small letters")
  }

  private static let rename = "choose another name: letters, digits and hyphens are always right"
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}

extension Site {
  /// What keeps the site's files from disks; see `DiskNames`.
  var diskFindings: [Diagnostic] {
    var all: [DiskNames.File] = [.init(path: Self.startFile, known: Self.startFile)]
    for site in [self] + editions {
      all += site.pages.map {
        DiskNames.File(path: $0.address, known: $0.address, place: site.place(of: $0), isPage: true)
      }
    }
    all += files.map { file in
      let known = file.isPicture ? "assets/" + file.path : file.path
      return DiskNames.File(path: file.address, known: known, place: Place(file: "content/" + file.path))
    }
    all += sentAssets.map { asset in
      let known = Fingerprint.removed(from: asset.address)
      return DiskNames.File(path: asset.address, known: known, place: Place(file: "templates/" + known))
    }
    return DiskNames(of: all).diagnostics
  }

  /// The file from which `page` has its name.
  private func place(of page: Page) -> Place? {
    if let article = page.article { return Place(file: articles[article].path) }
    switch page.kind {
    case .section: return Place(file: "content/" + sections[page.section].path)
    case .tag(let number):
      let tagged = outline.tags[number].articles.first.flatMap { pages[$0].article }
      guard let tagged, let own = tagsOfArticle[tagged].firstIndex(of: number) else { return nil }
      let tags = articles[tagged].frontMatter.tags
      return tags.indices.contains(own) ? tags[own].place : nil
    default: return nil
    }
  }
}
