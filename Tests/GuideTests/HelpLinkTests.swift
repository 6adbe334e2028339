import Testing

@testable import Guide

@Suite struct HelpLinkTests {
  let page = HelpLink.PageFacts(
    title: #"Setting up "MFA" & more"#, address: "https://help.example.com/mfa.html", version: "2026-11-01")

  @Test func `a message begins with page, version, step and browser, and without a script with what is known`() throws {
    let link = try #require(HelpLink.mail(to: "it+help@example.com", about: page, in: .english))
    let start =
      "mailto:it+help@example.com?subject=Help%3A%20Setting%20up%20%22MFA%22%20%26%20more"
      + "&body=Page%3A%20https%3A%2F%2Fhelp.example.com%2Fmfa.html%0D%0ALast%20changed%3A%202026-11-01%0D%0A"
    #expect(link.address == start + "%0D%0A")
    #expect(link.pattern == start + "Step%3A%20{step}%0D%0ABrowser%3A%20{browser}%0D%0A%0D%0A")
  }

  @Test func `what is not known of a page is not said`() {
    let facts = HelpLink.PageFacts(title: "Not found", address: "", version: "")
    #expect(
      HelpLink.mail(to: "a@b.c", about: facts, in: .english)?.address
        == "mailto:a@b.c?subject=Help%3A%20Not%20found&body=%0D%0A")
    #expect(HelpLink.mail(to: "", about: facts, in: .english) == nil)
  }

  @Test
  func `the page for addresses that lead nowhere leaves room for the one that was asked for, and none for a step`() {
    let facts = HelpLink.PageFacts(title: "Not found", address: "", version: "", isMissing: true)
    let mail = HelpLink.mail(to: "a@b.c", about: facts, in: .english)
    #expect(mail?.address == "mailto:a@b.c?subject=Help%3A%20Not%20found&body=%0D%0A")
    #expect(
      mail?.pattern
        == "mailto:a@b.c?subject=Help%3A%20Not%20found&body=Page%3A%20{page}%0D%0ABrowser%3A%20{browser}%0D%0A%0D%0A")
    let ticket = HelpLink.ticket(
      "https://a.example/?about={article}&from={page}&at={step}&with={browser}", about: facts)
    #expect(ticket?.address == "https://a.example/?about=Not%20found&from=&at=&with=")
    #expect(ticket?.pattern == "https://a.example/?about=Not%20found&from={page}&at=&with={browser}")
  }

  @Test func `a mail address cannot add a field of its own`() {
    #expect(
      HelpLink.mail(to: "a@b.c?bcc=x@y.z", about: page, in: .english)?.address.hasPrefix("mailto:a@b.c%3Fbcc%3Dx@y.z?")
        == true)
  }

  @Test func `a ticket form gets what it asks for`() {
    let form = "https://desk.example.com/new?about={article}&from={page}&at={step}&with={browser}&as-of={version}"
    let link = HelpLink.ticket(form, about: page)
    #expect(
      link?.address == "https://desk.example.com/new?about=Setting%20up%20%22MFA%22%20%26%20more"
        + "&from=https%3A%2F%2Fhelp.example.com%2Fmfa.html&at=&with=&as-of=2026-11-01")
    #expect(link?.pattern.hasSuffix("&at={step}&with={browser}&as-of=2026-11-01") == true)
  }

  @Test func `a title cannot pass for a placeholder that a script fills in`() {
    let page = HelpLink.PageFacts(title: "{step}", address: "a", version: "")
    #expect(HelpLink.ticket("https://a.example/{article}", about: page)?.pattern == "https://a.example/%7Bstep%7D")
  }

  @Test(arguments: [
    (
      "ticket-url: https://desk.example.com/{title}",
      """
      content/guide.yml:3:15: error: "ticket-url" cannot say "{title}"
        hint: use {article}, {page}, {version}, {step}, {browser}
      """
    ),
    (
      "ticket-url: https://desk.example.com/{article",
      """
      content/guide.yml:3:15: error: "ticket-url" has a brace without the other one
        hint: write {article} with both, and braces for nothing else
      """
    ),
    (
      "ticket-url: https://{browser}.example.com/",
      """
      content/guide.yml:3:15: error: "ticket-url" has "{browser}" in the name of its host
        hint: put it behind the host: https://desk.example.com/new?about={article}
      """
    ),
    (
      "email: not an address",
      """
      content/guide.yml:3:10: error: "email" must be an address for mail, not "not an address"
        hint: write one alone, such as helpdesk@example.com
      """
    ),
    (
      "email: a@example.com, b@example.com",
      """
      content/guide.yml:3:10: error: "email" must be an address for mail, not "a@example.com, b@example.com"
        hint: write one alone, such as helpdesk@example.com
      """
    ),
    (
      "email: it@example..com",
      """
      content/guide.yml:3:10: error: "email" must be an address for mail, not "it@example..com"
        hint: write one alone, such as helpdesk@example.com
      """
    ),
    ("email: it+help.desk@intranet", ""),
    ("email: hilfe@büro.example", ""),
    ("ticket-url: https://desk.example.com/?a={article}&b={step}#{page}", ""),
  ])
  func `a helpdesk that cannot be reached so is an error with a place`(line: String, message: String) {
    let inLanguage = "title: T\nlanguages:\n de:\n  helpdesk:\n   \(line)\n"
    for (text, place) in [
      ("title: T\nhelpdesk:\n  \(line)\n", ""), (inLanguage, ":5:\(line.hasPrefix("email") ? 11 : 16):"),
    ] {
      let found = Configuration.parse(Array(text.utf8), file: "content/guide.yml").diagnostics.map(\.description)
      let wanted = place.isEmpty ? message : message.replacing(/:3:1\d:/, with: place)
      #expect(found.joined(separator: "\n") == wanted)
    }
  }
}
