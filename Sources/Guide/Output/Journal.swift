/// The steps that turn one site into the next, file by file: the memory of `InPlaceWriter` across a death.
///
/// Text like the `Manifest`'s, and like it worth nothing unless whole:
///
///     guidegen-journal 1
///     remove SIZE HASH PATH
///     add NUMBER PATH         the staged file NUMBER goes where nothing stands
///     replace NUMBER PATH     … or where an older one of ours does
///     end COUNT HASH
struct Journal: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case add(Int, SitePath)
    case replace(Int, SitePath)
    case remove(Manifest.Entry)
  }

  /// In the order in which they are taken.
  private(set) var steps: [Step]

  /// Where it stands in the folder of staged files.
  static let path = SitePath("journal")

  /// The name of the staged file `number`.
  static func staged(_ number: Int) -> SitePath { SitePath("\(number)") }

  /// The steps for `plan`: what is new comes before what is gone goes, so that a reader's links lead somewhere, but for
  /// files that make room for a folder.
  init(for plan: WritePlan) {
    let moves = plan.writes.enumerated().map { number, position in
      let path = plan.new.paths[position]
      return plan.additions.contains(position) ? Step.add(number, path) : .replace(number, path)
    }
    let removals = plan.removals.map { Step.remove($0) }
    steps = plan.swapsFileAndFolder ? removals + moves : moves + removals
  }

  /// The journal that `bytes` hold; nil if they are not one, whole and unaltered.
  init?(parsing bytes: [UInt8]) {
    guard let lines = SealedLines.lines(of: bytes, header: Self.header) else { return nil }
    steps = []
    for line in lines {
      guard let step = Step(parsing: line) else { return nil }
      steps.append(step)
    }
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    SealedLines.bytes(steps.map(\.line), header: Self.header)
  }

  private static let header = "guidegen-journal 1"
}

extension Journal.Step {
  fileprivate init?(parsing line: ArraySlice<UInt8>) {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    let rest = line[(space + 1)...]
    let verb = String(decoding: line[..<space], as: UTF8.self)
    if verb == "remove" {
      guard let entry = Manifest.Entry(parsing: rest) else { return nil }
      self = .remove(entry)
      return
    }
    guard let end = rest.firstIndex(of: UInt8(ascii: " ")),
      let number = Int(String(decoding: rest[..<end], as: UTF8.self)), number >= 0
    else { return nil }
    let path = SitePath(bytes: Array(rest[(end + 1)...]))
    guard path.isAllowed else { return nil }
    switch verb {
    case "add": self = .add(number, path)
    case "replace": self = .replace(number, path)
    default: return nil
    }
  }

  fileprivate var line: [UInt8] {
    switch self {
    case .add(let number, let path): Array("add \(number) ".utf8) + path.bytes
    case .replace(let number, let path): Array("replace \(number) ".utf8) + path.bytes
    case .remove(let entry): Array("remove ".utf8) + entry.line
    }
  }
}
