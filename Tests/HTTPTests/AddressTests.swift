import Testing

@testable import HTTP

@Suite struct AddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1:8080"), ("localhost:0", "127.0.0.1:0"), ("[::1]:65535", "[::1]:65535"),
    ("0.0.0.0:80", "0.0.0.0:80"), ("[2001:DB8:0::1]:80", "[2001:db8::1]:80"),
  ])
  func `a place to listen is an address and a port`(text: String, written: String) throws {
    #expect(try #require(ListenAddress(text)).description == written)
  }

  @Test(arguments: [
    "", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80", "[::1]", "a:80",
    "[127.0.0.1]:80", "127.1:80", "1:2:3",
  ])
  func `anything else is none`(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6"),
    ("::1", "::1"),
  ])
  func `an address is written in one way`(text: String, written: String) throws {
    #expect(try #require(IPAddress(text)).description == written)
  }

  @Test func `a machine's own addresses are told from others`() throws {
    for own in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] {
      #expect(try #require(IPAddress(own)).isLoopback)
    }
    for other in ["126.0.0.1", "128.0.0.1", "::2", "::"] { #expect(try !#require(IPAddress(other)).isLoopback) }
  }

  @Test func `a date is written as header fields have it`() {
    #expect(HTTPDate.text(of: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(of: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
  }
}
