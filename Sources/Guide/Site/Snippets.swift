import Diagnostics
import Markdown

/// The texts of `content/_snippets/`, each with its own `::include`s put in.
struct Snippets: Sendable {
  private var documents: [String: Document] = [:]
  /// What is wrong with the snippets themselves.
  private(set) var diagnostics: [Diagnostic] = []

  private static let folder = "content/_snippets/"
  /// How large a document may grow by what it includes.
  private static let largestDocument = 2_000_000

  /// The snippets in `files`, by what articles call them, `variables` put in; of two with one name the last counts.
  init(_ files: [(name: String, file: Source.File)], variables: [String: String]) {
    var options = ParseOptions()
    options.variables = variables
    for (name, file) in files where name.hasSuffix(".md") {
      let parsed = Document.parse(file.bytes[...], file: file.path, options: options)
      documents[name] = parsed.document
      diagnostics += parsed.diagnostics
    }
    // Each snippet is put in whole before others take it, so a cycle shows as a snippet that waits for itself.
    var finished: [String: Document] = [:]
    for name in documents.keys.sorted() {
      finish(name, chain: [], &finished)
    }
    documents = finished
  }

  /// `document` with the snippet in the place of each `::include{file=…}`, and what cannot be included.
  func including(_ document: Document) -> (document: Document, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var replacements: [(node: Int, document: Document)] = []
    for directive in document.directives where directive.name == "include" {
      var attributes = Attributes(directive, allowed: ["file"])
      if let name = attributes.includedFile() {
        if let snippet = documents[name] {
          replacements.append((directive.node, snippet))
        } else {
          diagnostics.append(unknown(name, at: attributes.place(of: "file")))
        }
      }
      diagnostics += attributes.diagnostics
    }
    return (replacements.isEmpty ? document : document.splicing(replacements), diagnostics)
  }

  private mutating func finish(_ name: String, chain: [String], _ finished: inout [String: Document]) {
    guard finished[name] == nil, let document = documents[name] else { return }
    var replacements: [(node: Int, document: Document)] = []
    for directive in document.directives where directive.name == "include" {
      var attributes = Attributes(directive, allowed: ["file"])
      let file = attributes.includedFile()
      diagnostics += attributes.diagnostics
      guard let file else { continue }
      let place = attributes.place(of: "file")
      if file == name || chain.contains(file) {
        let way = (chain.drop { $0 != file } + [name, file]).joined(separator: " includes ")
        diagnostics.append(
          .error(#"the snippet "\#(file)" includes itself"#, at: place, hint: "break the circle: \(way)"))
      } else if documents[file] == nil {
        diagnostics.append(unknown(file, at: place))
      } else {
        finish(file, chain: chain + [name], &finished)
        if let snippet = finished[file] { replacements.append((directive.node, snippet)) }
      }
    }
    let size = replacements.reduce(document.text.count) { $0 + $1.document.text.count }
    guard size <= Self.largestDocument else {
      diagnostics.append(
        .error(
          #"the snippet "\#(name)" grows beyond \#(Self.largestDocument / 1_000_000) MB by what it includes"#,
          at: Place(file: Self.folder + name), hint: "include less"))
      return
    }
    finished[name] = replacements.isEmpty ? document : document.splicing(replacements)
  }

  private func unknown(_ name: String, at place: Place) -> Diagnostic {
    let near = nearestName(to: name, among: documents.keys.sorted()).map { #"did you mean "\#($0)"?"# }
    return .error(
      #"there is no snippet "\#(name)""#, at: place, hint: near ?? "put the file into content/_snippets/")
  }
}

extension Attributes {
  /// The file that `::include` names.
  fileprivate mutating func includedFile() -> String? {
    required("file", hint: "write ::include{file=name.md}, a file in content/_snippets/")
  }
}
