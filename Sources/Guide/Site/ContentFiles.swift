import Diagnostics

/// The files below `content/` by what they are for.
struct ContentFiles {
  static let configurationPath = "content/guide.yml"
  static let browsersPath = "content/_data/browsers.yml"
  static let addressesPath = AddressRecord.path
  /// How the vault of `guidegen enroll` begins, in any version.
  private static let vaultStart = Array("guidegen vault ".utf8)
  /// How every letter of `guidegen letters` begins.
  private static let letterStart =
    Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3] + Array(" guidegen letter".utf8)
  /// How every letter as HTML begins.
  private static let sheetStart = Array("<!DOCTYPE html>\n<!-- guidegen letter -->".utf8)
  /// How every list of the codes that open enrollment pages begins.
  private static let codesStart = Array("enrollmentPage,code,".utf8)

  let configuration: Reading<[UInt8]?, Configuration>
  let languages: ContentLanguages
  private(set) var browsers: [UInt8]?
  /// By language tag.
  private(set) var translatedBrowsers: [String: Source.File] = [:]
  private(set) var addresses: [UInt8]?
  private var snippets: [(tag: String, name: String, file: Source.File)] = []
  /// By language tag.
  private var articles: [String: [Source.File]] = [:]
  private(set) var others: [Source.File] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// In a site of several languages: the files by language and path without it.
  private var taken: [[String]: String] = [:]

  init(_ files: [Source.File], reusing previous: Reading<[UInt8]?, Configuration>?) {
    let bytes = files.first { $0.path == Self.configurationPath }?.bytes
    configuration = Reading(of: bytes, reusing: previous) { bytes in
      guard let bytes else { return (Configuration(), [.missingConfiguration]) }
      return Configuration.parse(bytes, file: Self.configurationPath)
    }
    languages = ContentLanguages(configuration.value)
    guard languages.areSeveral else {
      let own = languages.main
      var read: [Source.File] = []
      for file in files where !add(file, as: file.path.utf8.dropFirst("content/".utf8.count), in: own) {
        read.append(file)
      }
      articles[own] = read
      return
    }
    for file in files {
      let (tag, path) = languages.split(String(file.path.dropFirst("content/".count)))
      let language = tag ?? languages.main
      if let other = taken.updateValue(file.path, forKey: [language, path]) {
        diagnostics.append(
          .error(
            #"this file and "\#(other)" are both the "\#(language)" text of "\#(path)""#, at: Place(file: file.path),
            hint: "keep one of them"))
      } else if !add(file, as: path.utf8[...], in: language) {
        articles[language, default: []].append(file)
      }
    }
  }

  /// The articles in the language, by path.
  func articles(in language: String) -> [Source.File] { articles[language] ?? [] }

  /// The snippets for articles in the language, by what they call them: the main language's, then its own.
  func snippets(for language: String) -> [(name: String, file: Source.File)] {
    guard languages.areSeveral else { return snippets.map { ($0.name, $0.file) } }
    let own = language == languages.main ? [] : snippets.filter { $0.tag == language }
    return (snippets.filter { $0.tag == languages.main } + own).map { ($0.name, $0.file) }
  }

  /// Takes `file`, at `path` below `content/` but for what says its language, unless it is an article.
  ///
  /// - Returns: whether it is none.
  private mutating func add(_ file: Source.File, as path: Substring.UTF8View, in language: String) -> Bool {
    let isMain = language == languages.main
    switch file.path {
    case Self.configurationPath: break
    case Self.addressesPath: addresses = file.bytes
    case _ where path.elementsEqual("_data/browsers.yml".utf8):
      if isMain { browsers = file.bytes } else { translatedBrowsers[language] = file }
    case _ where path.elementsEqual("guide.yml".utf8):
      diagnostics.append(
        .error(
          "nothing reads this file", at: Place(file: file.path),
          hint: "what is called otherwise in a language stands below languages in \(Self.configurationPath)"))
    case _ where path.starts(with: "_snippets/".utf8):
      snippets.append((language, String(decoding: path.dropFirst("_snippets/".utf8.count), as: UTF8.self), file))
    case _ where path.starts(with: "_data/".utf8):
      diagnostics.append(
        .error(
          "nothing reads this file", at: Place(file: file.path),
          hint: "_data holds browsers.yml; put words of your own under variables in guide.yml"))
    case _ where Self.isReserved(path):
      diagnostics.append(
        .error(
          "nothing reads this file", at: Place(file: file.path),
          hint: "names that begin with _ are kept for guidegen: choose another name"))
    case _ where file.bytes.starts(with: Self.vaultStart):
      diagnostics.append(
        .error(
          "this is a vault of secrets, and what is in content/ is published", at: Place(file: file.path),
          hint: "move it elsewhere, and if a site was published with it, give everybody a new secret"))
    case _ where file.bytes.starts(with: Self.letterStart) || file.bytes.starts(with: Self.sheetStart):
      diagnostics.append(
        .error(
          "this is a letter with somebody's secret, and what is in content/ is published",
          at: Place(file: file.path),
          hint: "move it elsewhere, and if a site was published with it, give its people new secrets"))
    case _ where file.bytes.starts(with: Self.codesStart):
      diagnostics.append(
        .error(
          "these are the codes of enrollment pages, and what is in content/ is published", at: Place(file: file.path),
          hint: "move them elsewhere, and if a site was published with them: guidegen enroll pages --all --renew"))
    case _ where Self.isPassList(file):
      diagnostics.append(
        .error(
          "this is a list of access passes, and what is in content/ is published", at: Place(file: file.path),
          hint: "move it elsewhere, and if a site was published with it, have Entra delete the passes"))
    case _ where path.suffix(3).elementsEqual(".md".utf8): return false
    default: others.append(file)
    }
    return true
  }

  /// Whether the first line has the heading that Microsoft Graph and PowerShell give to passes.
  private static func isPassList(_ file: Source.File) -> Bool {
    guard file.path.utf8.suffix(4).elementsEqual(".csv".utf8) else { return false }
    let head = file.bytes.prefix(4096).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: head, as: UTF8.self).lowercased().contains("temporaryaccesspass")
  }

  /// Whether any of the names begins with `_`.
  private static func isReserved(_ path: Substring.UTF8View) -> Bool {
    var previous = UInt8(ascii: "/")
    for byte in path {
      if byte == UInt8(ascii: "_"), previous == UInt8(ascii: "/") { return true }
      previous = byte
    }
    return false
  }
}
