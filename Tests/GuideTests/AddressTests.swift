import Testing

@testable import Guide

@Suite struct AddressTests {
  @Test(arguments: [
    ("index.html", "index.html", "index.html"),
    ("index.html", "faq/mfa.html", "faq/mfa.html"),
    ("faq/mfa.html", "index.html", "../index.html"),
    ("faq/mfa.html", "faq/new-phone.html", "new-phone.html"),
    ("faq/a/b.html", "faq/c/d.html", "../c/d.html"),
    ("a/b.html", "ab/c.html", "../ab/c.html"),
    ("faq/mfa.html", "faq/what?.html", "what%3F.html"),
    ("a.html", "b:c.html", "b%3Ac.html"),
    ("a.html", "ü ber/100%.html", "%C3%BC%20ber/100%25.html"),
  ])
  func `addresses in a page are relative to it and percent-encoded`(page: String, target: String, written: String) {
    let address = Address.relative(from: Address.encoded(page), to: Address.encoded(target))
    #expect(String(decoding: address, as: UTF8.self) == written)
  }

  @Test(arguments: [
    ("mfa.md", "faq", "faq/mfa.md"),
    ("./mfa.md", "faq", "faq/mfa.md"),
    ("../mfa.md", "faq/a", "faq/mfa.md"),
    ("a//b/../c.md", "", "a/c.md"),
    ("/faq/mfa.md", "a/b", "faq/mfa.md"),
    ("../", "faq/a", "faq"),
  ])
  func `a relative path is resolved in its folder`(path: String, folder: String, resolved: String) {
    #expect(Address.resolve(path, in: folder) == resolved)
  }

  @Test func `a path that climbs above the top resolves to nothing`() {
    #expect(Address.resolve("../../x.md", in: "faq") == nil)
    #expect(Address.resolve("a/../../x.md", in: "") == nil)
  }

  @Test func `percent signs that encode nothing stay`() {
    #expect(Address.decoded("a%20b%zz%4".utf8) == "a b%zz%4")
    #expect(Address.decoded("%ff".utf8) == nil)
  }
}
