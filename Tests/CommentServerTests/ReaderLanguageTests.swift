import CommentDatabases
import Foundation
import RawHTTP
import Testing

@testable import CommentServer

/// What readers are told is in the language of their page, or in that which their client asks for.
@Suite(.eachDatabase) struct ReaderLanguageTests {
  /// A help centre in German, also in Arabic; some words are missing.
  private static let pages =
    #"{"site":{"title":"Hilfe","language":"de","direction":"ltr","words":{"answer-not-sent":"Nicht gesendet","answer-name-empty":"Der Name ist leer.","answer-text-long":"Mehr als {{ number }} Zeichen.","answer-back":"Zurück zur Seite {{page}}.","answer-not-counted":"Nicht gezählt","answer-no-article":"Diese Seite gibt es nicht.","answer-proof":"Das gilt nicht.","answer-feed":"Kommentare zu {{page}}","answer-feed-entry":"{{author}} zu {{page}}","comment-text":"Kommentar <b>"},"icon":"","styles":[],"languages":[{"language":"ar","direction":"rtl","title":"مساعدة","words":{"answer-not-sent":"لم يُرسل تعليقك","answer-name-empty":"الاسم فارغ."}}]}}"#
    + "\n" + RunningCommentServer.pageList + #"{"path":"ar/mfa.html","title":"إعداد"}"# + "\n"

  private func server() throws -> RunningCommentServer {
    let server = try RunningCommentServer()
    try Self.pages.write(toFile: server.folder + "/pages.jsonl", atomically: true, encoding: .utf8)
    server.pass(seconds: 2)
    return server
  }

  private func form(
    _ path: String, _ body: String, to server: RunningCommentServer, _ headers: [String: String] = [:]
  ) throws -> RawClient.Answer {
    let all = ["Content-Type": "application/x-www-form-urlencoded", "Origin": "null"].merging(headers) { $1 }
    return try server.ask("POST \(path)", all, body: body)
  }

  @Test func `a page that answers a form is in the language of the page that the form stands on`() throws {
    let server = try server()
    let german = try form("/comments", "page=faq/mfa.html&name=&text=Words.", to: server).body
    for part in [
      #"<html lang="de" dir="ltr">"#, "<title>Nicht gesendet - Hilfe</title>",
      #"<p class="comment-problem" role="alert">Der Name ist leer.</p>"#, "Kommentar &lt;b&gt;</label>",
      // What the list has no words for is said in English.
      "<button>Send</button>",
      #"<p>Zurück zur Seite <a href="https://help.example.com/faq/mfa.html#comments"><bdi lang="de">Setting up MFA</bdi></a>.</p>"#,
    ] {
      #expect(german.contains(part), "\(part) is not in \(german)")
    }
    let arabic = try form("/comments", "page=ar/mfa.html&name=&text=Words.", to: server, ["Accept-Language": "de"]).body
    for part in [#"<html lang="ar" dir="rtl">"#, "<h1>لم يُرسل تعليقك</h1>", "الاسم فارغ."] {
      #expect(arabic.contains(part), "\(part) is not in \(arabic)")
    }
    let long = String(repeating: "x", count: 20_000)
    #expect(
      try form("/comments", "page=faq/mfa.html&name=A&text=\(long)", to: server).body.contains("Mehr als 5000 Zeichen.")
    )
  }

  @Test func `of a page that there is not, a client is told in the language that it asks for`() throws {
    let server = try server()
    for (asked, title) in [
      (nil, "Nicht gesendet"), ("ar", "لم يُرسل تعليقك"), ("fr", "Nicht gesendet"),
      ("fr;q=1, AR-eg;q=0.9, de;q=0.5", "لم يُرسل تعليقك"),
      ("ar;q=0.3,de;q=0.4", "Nicht gesendet"), ("ar;q=0, de", "Nicht gesendet"), ("*", "Nicht gesendet"),
      (";;q=x,,-", "Nicht gesendet"),
    ] as [(String?, String)] {
      let headers = asked.map { ["Accept-Language": $0] } ?? [:]
      let answer = try form("/comments", "page=nowhere.html&name=A&text=Words.", to: server, headers)
      #expect(answer.status == 404)
      #expect(answer.body.contains("<h1>\(title)</h1>"), "\(asked ?? "nothing"): \(answer.body)")
    }
    let uncounted = try form("/feedback", "page=nowhere.html&answer=yes", to: server).body
    #expect(uncounted.contains("<h1>Nicht gezählt</h1>") && uncounted.contains("Diese Seite gibt es nicht."))
  }

  @Test func `a script is told in the language that it asks for, and its author in English`() throws {
    let server = try server()
    let fields = try #require(
      server.post(["name": " "], ["Accept-Language": "ar"]).object["fields"] as? [[String: String]])
    #expect(fields == [["name": "name", "detail": "الاسم فارغ."]])
    let german = try server.post(["proof": server.proof(for: "über uns.html")], ["Accept-Language": "de-CH"])
    #expect(german.text("detail") == "Das gilt nicht.")
    #expect(german.text("reason") == "the proof of work is for another page")
    #expect(try server.post(["text": 1], ["Accept-Language": "de"]).text("detail").hasPrefix("This cannot be read"))
  }

  @Test func `a feed is in the language of its page`() throws {
    let server = try server()
    #expect(try server.post(["proof": server.proof(), "name": "{{page}} <Ada>"]).status == 201)
    let feed = try server.ask("GET /feed?page=faq/mfa.html").body
    #expect(feed.contains("<title>Kommentare zu Setting up MFA</title>"))
    #expect(feed.contains("<title>{{page}} &lt;Ada&gt; zu Setting up MFA</title>"), "\(feed)")
    #expect(try server.ask("GET /feed").body.contains("<title>Kommentare zu help.example.com</title>"))
    #expect(try server.ask("GET /feed?page=ar/mfa.html").body.contains("<title>Comments on إعداد</title>"))
  }

  @Test func `every text has English words`() {
    for key in ReaderWords.Key.allCases { #expect(!ReaderWords.english[key].isEmpty, "\(key.rawValue)") }
  }
}
