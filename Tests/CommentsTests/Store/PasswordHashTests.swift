import Comments
import Foundation
import Testing

@Suite struct PasswordHashTests {
  @Test func `a password is known again, with the numbers that stand beside it`() throws {
    var random = SystemRandomNumberGenerator()
    let hash = try #require(
      PasswordHash(of: "correct horse ü", cost: .init(n: 1024, r: 8, p: 2), random: &random))
    #expect(hash.text.hasPrefix("scrypt$1024$8$2$"))
    #expect(PasswordHash(stored: hash.text).matches("correct horse ü"))
    for wrong in ["", "correct horse", "correct horse u\u{308}", "Correct horse ü"] { #expect(!hash.matches(wrong)) }
    #expect(!"\(hash)".contains("scrypt"))
    let other = try #require(PasswordHash(of: "correct horse ü", cost: .init(n: 1024, r: 8, p: 2), random: &random))
    #expect(other != hash)
  }

  @Test func `the hash is that of RFC 7914`() {
    // The standard's third vector, of which 32 bytes are the first half: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1).
    let hash = Data([
      0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb, 0xfd, 0xa8, 0xfb,
      0xba,
      0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
    ]).base64EncodedString()
    let salt = Data("SodiumChloride".utf8).base64EncodedString()
    #expect(PasswordHash(stored: "scrypt$16384$8$1$\(salt)$\(hash)").matches("pleaseletmein"))
  }

  @Test(arguments: [
    "", "scrypt", "scrypt$$$$$", "scrypt$1024$8$1$$", "scrypt$1073741824$8$1$c2FsdHNhbHQ=$AAAA", "bcrypt$1024$8$1$a$b",
    "scrypt$0$0$0$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "scrypt$1023$8$1$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "scrypt$1024$-8$1$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "scrypt$1024$8$1$$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ])
  func `what is no hash matches nothing, and takes neither all memory nor the process`(text: String) {
    for password in ["", "a", "password"] { #expect(!PasswordHash(stored: text).matches(password)) }
  }

  @Test func `passwords are neither short nor endless`() {
    var random = SystemRandomNumberGenerator()
    for password in ["", "1234567", String(repeating: "x", count: 1_025)] {
      #expect(PasswordHash(of: password, random: &random) == nil)
    }
  }
}
