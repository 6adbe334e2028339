import Testing

@testable import Guide

@Suite struct SiteNameTests {
  @Test(arguments: [
    ("https://help.example.com/", "help.example.com"), ("http://Localhost:8000", "localhost:8000"),
    ("https://www.example.com/Help/", "www.example.com/Help"), ("", ""),
  ])
  func `a help centre is called by its host, port and path`(address: String, name: String) {
    #expect(SiteName.of(address) == name)
  }
}
