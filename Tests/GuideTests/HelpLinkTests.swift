import Testing

@testable import Guide

@Suite struct HelpLinkTests {
  let page = HelpLink.PageFacts(
    title: #"Setting up "MFA" & more"#, address: "https://help.example.com/mfa.html", version: "2026-11-01")

  @Test func `a message begins with page, version, step and browser, and without a script with what is known`() throws {
    let link = try #require(HelpLink.mail(to: "it+help@example.com", about: page))
    let start =
      "mailto:it+help@example.com?subject=Help%3A%20Setting%20up%20%22MFA%22%20%26%20more"
      + "&body=Page%3A%20https%3A%2F%2Fhelp.example.com%2Fmfa.html%0D%0ALast%20changed%3A%202026-11-01%0D%0A"
    #expect(link.address == start + "%0D%0A")
    #expect(link.pattern == start + "Step%3A%20{step}%0D%0ABrowser%3A%20{browser}%0D%0A%0D%0A")
  }

  @Test func `what is not known of a page is not said`() {
    let facts = HelpLink.PageFacts(title: "Not found", address: "", version: "")
    #expect(
      HelpLink.mail(to: "a@b.c", about: facts)?.address == "mailto:a@b.c?subject=Help%3A%20Not%20found&body=%0D%0A")
    #expect(HelpLink.mail(to: "", about: facts) == nil)
  }

  @Test func `a mail address cannot add a field of its own`() {
    #expect(HelpLink.mail(to: "a@b.c?bcc=x@y.z", about: page)?.address.hasPrefix("mailto:a@b.c%3Fbcc%3Dx@y.z?") == true)
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

  @Test func `a ticket form that asks for something else is an error with a place`() {
    let text = "title: T\nhelpdesk:\n  ticket-url: https://desk.example.com/{title}\n"
    let diagnostics = Configuration.parse(Array(text.utf8), file: "content/guide.yml").diagnostics
    #expect(
      diagnostics.map(\.description) == [
        """
        content/guide.yml:3:15: error: "ticket-url" cannot say "{title}"
          hint: use {article}, {page}, {version}, {step}, {browser}
        """
      ])
  }
}
