import Diagnostics

/// Builds the one node of a document from libyaml's events, and holds it to the bounds.
struct Composer: ~Copyable {
  /// How deep lists and mappings may nest, aliases resolved.
  static let deepest = 64
  /// How many nodes aliases may bring in altogether, so that a small file cannot stand for a huge value.
  static let mostAliasedNodes = 10_000

  /// Reading cannot go on.
  struct Stop: Error {
    var diagnostic: Diagnostic
  }

  private struct Anchor {
    /// nil while the node is still being read.
    var node: YAMLNode?
    /// How many nodes it stands for, itself included.
    var size = 0
    /// How many levels lie below it.
    var height = 0
  }

  private var events: EventReader
  private var places: PlaceFinder
  private var anchors: [String: Anchor] = [:]
  private var nodes = 0
  private var aliasedNodes = 0
  /// The deepest level since the innermost anchor began.
  private var level = 0
  /// What did not stop the reading.
  private(set) var diagnostics: [Diagnostic] = []

  init(events: consuming EventReader, places: PlaceFinder) {
    self.events = events
    self.places = places
  }

  /// The document's node; an empty text is a null.
  mutating func document() throws(Stop) -> YAMLNode {
    var event = try next()
    if case .streamStart = event.kind { event = try next() }
    guard case .documentStart = event.kind else { return YAMLNode(.null, at: places.place(event.position)) }
    let root = try node(try next(), depth: 0)
    _ = try next()
    event = try next()
    if case .documentStart = event.kind {
      throw stop(
        "a second document starts here", at: event.position, hint: #"keep one document in a file: remove this "---""#)
    }
    return root
  }

  private mutating func node(_ event: EventReader.Event, depth: Int) throws(Stop) -> YAMLNode {
    guard depth <= Self.deepest else {
      throw stop(
        "lists and mappings nest more than \(Self.deepest) levels deep", at: event.position, hint: "make it flatter")
    }
    if case .alias = event.kind { return try aliased(event, depth: depth) }
    guard let name = event.anchor else { return try content(event, depth: depth) }

    anchors[name] = Anchor()
    let (nodesBefore, levelBefore) = (nodes, level)
    level = depth
    let node = try content(event, depth: depth)
    anchors[name] = Anchor(node: node, size: nodes - nodesBefore, height: level - depth)
    level = max(level, levelBefore)
    return node
  }

  private mutating func content(_ event: EventReader.Event, depth: Int) throws(Stop) -> YAMLNode {
    nodes += 1
    level = max(level, depth)
    let place = places.place(event.position)
    let isText = try tagMeansText(event)
    switch event.kind {
    case .scalar(let text, let isPlain):
      let isPlain = isPlain && !isText
      return YAMLNode(isPlain && isNull(text) ? .null : .scalar(text, isPlain: isPlain), at: place)
    case .sequenceStart:
      var items: [YAMLNode] = []
      while true {
        let event = try next()
        if case .sequenceEnd = event.kind { break }
        items.append(try node(event, depth: depth + 1))
      }
      return YAMLNode(.sequence(items), at: place)
    case .mappingStart:
      return YAMLNode(.mapping(try entries(depth: depth + 1)), at: place)
    default:
      preconditionFailure("libyaml's grammar has no other event where a node starts")
    }
  }

  private mutating func entries(depth: Int) throws(Stop) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var keys = KeySet()
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return entries }
      guard case .scalar(let key, let isPlain) = event.kind else {
        throw stop(
          "a key must be text, not a list or a mapping", at: event.position,
          hint: #"put a value that starts with "{" or "[" in double quotes"#)
      }
      let place = places.place(event.position)
      if key.isEmpty, isPlain {
        diagnostics.append(.error(#"a key is missing before ":""#, at: place, hint: #"write it as "key: value""#))
      }
      if let name = event.anchor {
        anchors[name] = Anchor(node: YAMLNode(.scalar(key, isPlain: isPlain), at: place), size: 1)
      }
      let value = try node(try next(), depth: depth)
      if let first = keys.insert(key, line: place.line) {
        diagnostics.append(
          .error(
            #""\#(shown(key))" is written twice"#, at: place, hint: "keep one of them; the first is on line \(first)"))
        continue
      }
      entries.append(YAMLEntry(key: key, keyPlace: place, value: value))
    }
  }

  private mutating func aliased(_ event: EventReader.Event, depth: Int) throws(Stop) -> YAMLNode {
    let name = event.anchor ?? ""
    guard let anchor = anchors[name] else {
      let near = nearestName(to: name, among: anchors.keys)
      throw stop(
        #"unknown alias "*\#(shown(name))""#, at: event.position,
        hint: near.map { #"did you mean "*\#($0)"?"# } ?? #"put a value that starts with "*" in double quotes"#)
    }
    guard var node = anchor.node else {
      throw stop(#"the value "&\#(shown(name))" contains itself"#, at: event.position, hint: "remove this alias")
    }
    aliasedNodes += anchor.size
    nodes += anchor.size
    level = max(level, depth + anchor.height)
    guard aliasedNodes <= Self.mostAliasedNodes, level <= Self.deepest else {
      throw stop(
        "aliases stand for more than \(Self.mostAliasedNodes) values or \(Self.deepest) levels", at: event.position,
        hint: "write the values out")
    }
    node.place = places.place(event.position)
    return node
  }

  /// Whether the tag makes text of a plain scalar; a tag that YAML does not define is an error.
  private mutating func tagMeansText(_ event: EventReader.Event) throws(Stop) -> Bool {
    guard let tag = event.tag else { return false }
    let prefix = "tag:yaml.org,2002:"
    if tag == "!" || tag == prefix + "str" { return true }
    if tag.hasPrefix(prefix) { return false }
    throw stop(
      #"unknown tag "\#(shown(tag))""#, at: event.position,
      hint: #"remove it, or put a value that starts with "!" in double quotes"#)
  }

  private mutating func next() throws(Stop) -> EventReader.Event {
    do {
      return try events.next()
    } catch {
      throw Stop(diagnostic: error.diagnostic(&places))
    }
  }

  private mutating func stop(_ message: String, at position: Int, hint: String) -> Stop {
    Stop(diagnostic: .error(message, at: places.place(position), hint: hint))
  }
}

/// The keys of one mapping: a plain list for the usual handful, a table for more.
private struct KeySet {
  private var few: [(key: String, line: Int)] = []
  private var many: [String: Int] = [:]

  /// Adds `key`; the line of the same key where it is there already.
  mutating func insert(_ key: String, line: Int) -> Int? {
    if few.count < 16 {
      for known in few where known.key == key { return known.line }
      few.append((key, line))
      return nil
    }
    if many.isEmpty { many = Dictionary(uniqueKeysWithValues: few.map { ($0.key, $0.line) }) }
    if let first = many[key] { return first }
    many[key] = line
    return nil
  }
}

/// Whether a plain scalar is a null (YAML 1.2.2, 10.3.2).
private func isNull(_ text: String) -> Bool {
  switch text {
  case "", "~", "null", "Null", "NULL": true
  default: false
  }
}

/// `text` for a message: on one line and not longer than a line.
func shown(_ text: String) -> String {
  let line = text.prefix { !$0.isNewline }
  let start = line.prefix(60)
  return start.endIndex == text.endIndex ? text : start + "…"
}
