import Foundation
import Testing

@testable import Letters

/// What PDF/UA asks of a file's structure, looked up in what qpdf reads. Source: ISO 14289-1, 7.
@Suite struct StructureTests {
  @Test func `every mark belongs to an element that knows it, and nothing is drawn without one`() throws {
    let file = try Objects(SampleLetter.pdf())
    let root = file[file.catalog["/StructTreeRoot"]]
    let tree = root["/ParentTree"] as? [String: Any] ?? [:]
    let entries = tree["/Nums"] as? [Any] ?? []
    for page in file.pages {
      let content = file.content(of: page)
      #expect(content.unmarked.isEmpty, "\(content.unmarked)")
      let key = try #require(page["/StructParents"] as? Int)
      let owners = try #require(entries[2 * key + 1] as? [String])
      #expect(content.marks.sorted() == Array(0..<owners.count))
      for (mark, owner) in owners.enumerated() {
        let kids = file[owner]["/K"] as? [Any] ?? []
        #expect(kids.contains { ($0 as? Int) == mark }, "\(mark) of \(owner)")
      }
    }
  }

  @Test func `elements stand where the standard allows them`() throws {
    let file = try Objects(SampleLetter.pdf())
    let top = try #require((file[file.catalog["/StructTreeRoot"]])["/K"])
    var seen: [String: Int] = [:]
    try file.visit(top) { element, parent in
      let type = try #require(element["/S"] as? String)
      seen[type, default: 0] += 1
      switch type {
      case "/LI": #expect(parent == "/L")
      case "/Lbl", "/LBody": #expect(parent == "/LI")
      case "/TR": #expect(parent == "/Table")
      case "/TH": #expect(parent == "/TR" && (element["/A"] as? [String: Any])?["/Scope"] as? String == "/Column")
      case "/TD": #expect(parent == "/TR")
      case "/Figure": #expect((element["/Alt"] as? String)?.isEmpty == false)
      default: break
      }
    }
    for (type, count) in [
      ("/Document", 1), ("/H1", 1), ("/H2", 1), ("/L", 2), ("/LI", 3), ("/Table", 1), ("/Figure", 1),
      ("/BlockQuote", 1),
    ] { #expect(seen[type] == count, "\(type): \(seen)") }
  }

  @Test func `the file has a language, shows its title, and every font says what its glyphs are`() throws {
    let file = try Objects(SampleLetter.pdf("王小明"))
    #expect(file.catalog["/Lang"] as? String == "u:en")
    #expect((file.catalog["/MarkInfo"] as? [String: Any])?["/Marked"] as? Bool == true)
    #expect((file.catalog["/ViewerPreferences"] as? [String: Any])?["/DisplayDocTitle"] as? Bool == true)
    let fonts = file.all.values.filter { $0["/Subtype"] as? String == "/Type0" }
    #expect(fonts.count >= 5)
    for font in fonts {
      #expect(font["/ToUnicode"] is String)
      let descendant = file[(font["/DescendantFonts"] as? [Any])?.first]
      let descriptor = file[descendant["/FontDescriptor"]]
      #expect(descriptor["/FontFile2"] is String || descriptor["/FontFile3"] is String)
    }
  }
}

/// A PDF file's objects, as qpdf tells them.
private struct Objects {
  /// What is drawn on a page.
  struct Content {
    /// The numbers of marked contents.
    var marks: [Int] = []
    /// Lines that draw outside of any.
    var unmarked: [String] = []
  }

  /// By reference: `5 0 R`.
  private(set) var all: [String: [String: Any]] = [:]
  private var streams: [String: String] = [:]

  init(_ bytes: [UInt8]) throws {
    let text = try Reader.run(
      "qpdf", "--json", "--json-stream-data=inline", "--decode-level=generalized", Reader.file(bytes))
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let objects = try #require((read?["qpdf"] as? [Any])?.last as? [String: Any])
    for (name, object) in objects {
      guard name.hasPrefix("obj:"), let object = object as? [String: Any] else { continue }
      let number = String(name.dropFirst(4))
      if let stream = object["stream"] as? [String: Any] {
        all[number] = stream["dict"] as? [String: Any] ?? [:]
        let data = Data(base64Encoded: stream["data"] as? String ?? "") ?? Data()
        streams[number] = String(decoding: data, as: UTF8.self)
      } else {
        all[number] = object["value"] as? [String: Any] ?? [:]
      }
    }
  }

  subscript(_ reference: Any?) -> [String: Any] { (reference as? String).flatMap { all[$0] } ?? [:] }

  var catalog: [String: Any] { all.values.first { $0["/Type"] as? String == "/Catalog" } ?? [:] }

  var pages: [[String: Any]] {
    (self[catalog["/Pages"]]["/Kids"] as? [Any] ?? []).map { self[$0] }
  }

  func content(of page: [String: Any]) -> Content {
    var content = Content()
    var depth = 0
    let text = (page["/Contents"] as? [String] ?? []).compactMap { streams[$0] }.joined(separator: "\n")
    for line in text.split(separator: "\n") {
      if line.hasSuffix("BDC") || line.hasSuffix("BMC") { depth += 1 }
      if line.hasSuffix("EMC") { depth -= 1 }
      if let mark = line.firstRange(of: "/MCID ") {
        content.marks.append(Int(line[mark.upperBound...].prefix { $0.isNumber }) ?? -1)
      }
      let draws = line.contains("TJ") || line.hasSuffix(" f") || line.contains(" Do ")
      if draws, depth == 0 { content.unmarked.append(String(line)) }
    }
    return content
  }

  /// Calls `body` for each element below `reference`, with the type of the one above it.
  func visit(_ reference: Any, parent: String = "", _ body: ([String: Any], String) throws -> Void) throws {
    let element = self[reference]
    try body(element, parent)
    for kid in element["/K"] as? [Any] ?? [] where kid is String {
      try visit(kid, parent: element["/S"] as? String ?? "", body)
    }
  }
}
