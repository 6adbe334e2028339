import CommentServer
import Testing

@Suite struct PublicAddressTests {
  @Test(arguments: [
    ("https://help.example.com", "https://help.example.com", ""),
    ("HTTPS://Help.example.com/Comments/", "https://help.example.com", "/Comments"),
    ("http://[::1]:8080/a/b", "http://[::1]:8080", "/a/b"), ("http://localhost:8000/", "http://localhost:8000", ""),
  ])
  func `where browsers reach a server`(text: String, origin: String, path: String) {
    #expect(PublicAddress(text)?.origin == origin)
    #expect(PublicAddress(text)?.path == path)
  }

  @Test(arguments: [
    ("https://help.example.com", "help.example.com"), ("http://localhost:8000", "localhost:8000"),
    ("https://www.example.com/help/", "www.example.com/help"),
  ])
  func `a help centre is told from others by its host, port and path`(text: String, site: String) {
    #expect(PublicAddress(text)?.site == site)
  }

  @Test(arguments: [
    "", "help.example.com", "https://", "https:///a", "ftp://a", "https://a b", "https://a/b;c", "https://a/b c",
    "https://a/b?c",
    "https://a/b#c",
    "https://a//b", "https://a/../b", "https://u@a/", "https://a/%2e", "https://a\r\n/b",
  ])
  func `what is no such address is none`(text: String) {
    #expect(PublicAddress(text) == nil)
  }
}
