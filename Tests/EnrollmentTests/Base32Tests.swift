import Enrollment
import Testing

@Suite struct Base32Tests {
  /// Source: RFC 4648, section 10.
  @Test(
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"),
    ])
  func `bytes become letters, and letters bytes`(_ bytes: String, _ text: String) {
    #expect(Base32.encoded(bytes.utf8) == text)
    #expect(Base32.decoded(text) == Array(bytes.utf8))
  }

  @Test(arguments: ["mzxw 6ytb oi", "MZXW-6YTB-OI======", "mzxw6ytboi"])
  func `what people type is read`(_ text: String) {
    #expect(Base32.decoded(text) == Array("foobar".utf8))
  }

  @Test(arguments: ["MZXW6YTBO", "MZX", "M", "MZXW1", "MZ=XW6", "MZXW6YTBOJ", "é"])
  func `what is no Base32 is refused`(_ text: String) {
    #expect(Base32.decoded(text) == nil)
  }
}
