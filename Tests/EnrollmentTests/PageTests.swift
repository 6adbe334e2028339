import Enrollment
import Foundation
import Testing

@Suite struct PageTests {
  private func access(withAddressKey: Bool = false) -> PageAccess {
    var generator = SystemRandomNumberGenerator()
    return PageAccess(serial: "GG1", expires: 1_800_000_000, withAddressKey: withAddressKey, using: &generator)
  }

  private static let digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

  @Test func `a page has 128 bits of name and 80 of code, in Crockford's digits, no two alike`() {
    let pages = (0..<50).map { _ in access(withAddressKey: true) }
    for page in pages {
      #expect(page.code.count == 16 && page.code.allSatisfy(Self.digits.contains))
      for name in [page.name, page.addressKey ?? ""] {
        #expect(name.count == 26 && name.allSatisfy(Self.digits.lowercased().contains))
        // 26 digits hold 130 bits, of which 128 are used.
        #expect(name.first.map { "01234567".contains($0) } == true)
      }
      #expect(page.groupedCode.split(separator: "-").map(\.count) == [4, 4, 4, 4])
      #expect(page.address(in: "_enroll") == "_enroll/\(page.name).html#\(page.addressKey ?? "")")
    }
    #expect(Set(pages.flatMap { [$0.name, $0.code, $0.addressKey ?? ""] }).count == 150)
    #expect("\(pages[0].lastDay)" == "2027-01-15")
  }

  @Test func `the same text gives the same bytes, another text or another day others`() throws {
    var page = access()
    func sealed(_ text: String, length: Int = 64) throws -> [UInt8] {
      try SealedPage(Array(text.utf8), length: length, for: page, iterations: 2).bytes
    }
    let one = try sealed("one")
    #expect(try sealed("one") == one)
    #expect(try sealed("two") != one)
    #expect(try sealed("two").count == one.count)
    #expect(try sealed("one", length: 128).count > one.count)
    page.expires += 86_400
    let later = try sealed("one")
    #expect(later != one && later.count == one.count)
    #expect(one.allSatisfy { $0 < 128 && $0 != UInt8(ascii: "<") })
  }

  @Test func `nothing prints what opens a page by accident`() {
    let page = access(withAddressKey: true)
    let person = Enrollee(user: User(id: "jo", principalName: "jo@example.com"), tokens: [], page: page)
    var dumped = ""
    dump(person, to: &dumped)
    for part in [page.name, page.code, page.addressKey ?? "?"] { #expect(!"\(person) \(dumped)".contains(part)) }
  }

  @Test func `the vault gives a page back, revoking leaves it for the site to lose, and a new token too`() throws {
    let folder = NSTemporaryDirectory() + "page-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var generator = SystemRandomNumberGenerator()
    let credential = VaultCredential.keyFile(Array(repeating: 7, count: 32))
    for page in [access(), access(withAddressKey: true)] {
      let path = folder + "/\(page.name)/vault"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let person = Enrollee(user: User(id: "jo", principalName: "jo@example.com"), tokens: [], page: page)
      do {
        let vault = try Vault.create(at: path, for: credential, using: &generator)
        try vault.put(person, using: &generator)
        try vault.save([])
      }
      let read = try Vault(at: path, for: .reading, with: credential).enrollee(at: 0)
      #expect(read == person && read.page == page)
      #expect(read.revoking(at: 9).page == page)
    }
  }

  @Test func `cells are quoted where they must be, and refused where a spreadsheet would run them`() {
    #expect(
      PageCodes.line(["a", #"Doe, "Jo""#, "", "b\nc"]) == Array("a,\"Doe, \"\"Jo\"\"\",,\"b\nc\"\n".utf8))
    for text in ["=1", "+1", "-1", "@a", "\tx"] {
      #expect(PageCodes.finding(text, called: "name", of: "jo@example.com") != nil)
    }
    // A mark that combines with what comes before it changes neither a separator nor a formula.
    #expect(PageCodes.line(["Doe,\u{301} Jo", "\"\u{301}"]) == Array("\"Doe,\u{301} Jo\",\"\"\"\u{301}\"\n".utf8))
    #expect(PageCodes.finding("=\u{301}HYPERLINK(1)", called: "name", of: "jo@example.com") != nil)
    #expect(PageCodes.finding("Jo = 1", called: "name", of: "jo@example.com") == nil)
    #expect(PageCodes.head.starts(with: Array("enrollmentPage,code,".utf8)))
  }
}
