/// What stands where the new site's files are to go, sorted into guidegen's own and other people's.
struct Obstacles {
  /// Files that guidegen did not write, where one of its own would have to go.
  private(set) var foreign: Set<SitePath> = []
  /// Whether a file of the build before makes room for a folder, or a folder for a file.
  private(set) var swapsFileAndFolder = false

  private let listed: Set<SitePath>
  private let removals: Set<SitePath>
  private let folder: OpenFolder
  /// Whether the record is lost, but the home page says that guidegen made this site: then a file that stands where one
  /// of ours goes counts as ours. Nothing is removed by that; without it, whoever loses the record could not go on.
  private let isRecognised: Bool

  init(record: Manifest?, removals: [Manifest.Entry], folder: OpenFolder) {
    self.listed = Set((record?.entries ?? []).map(\.path))
    self.removals = Set(removals.map(\.path))
    self.folder = folder
    self.isRecognised = record == nil && Self.isOurHomePage(folder)
  }

  /// Notes what stands, in state `state`, where the file `path` is to go.
  mutating func consider(_ state: Standing.State, at path: SitePath) throws(OutputError) {
    switch state {
    case .same, .absent: break
    case .different: if !listed.contains(path), !isRecognised { foreign.insert(path) }
    case .other: foreign.insert(path)
    case .below(let obstacle):
      swapsFileAndFolder = true
      if !removals.contains(obstacle) { foreign.insert(obstacle) }
    case .folder:
      swapsFileAndFolder = true
      guard let inside = try folder.folder(path) else { return }
      let tree = try StandingTree(of: inside)
      foreign.formUnion(tree.files.map { path.appending($0.bytes) }.filter { !removals.contains($0) })
    }
  }

  /// What a theme's pages say of their maker, in the first 4,096 bytes of `index.html`.
  private static let mark = Array(#"<meta name="generator" content="guidegen"#.utf8)

  private static func isOurHomePage(_ folder: OpenFolder) -> Bool {
    guard let page = StandingFile(SitePath("index.html"), in: folder)?.bytes() else { return false }
    let head = page.prefix(4096)
    guard head.count >= mark.count else { return false }
    return (head.startIndex...(head.endIndex - mark.count)).contains { head[$0...].starts(with: mark) }
  }
}
