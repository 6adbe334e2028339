import CommentDatabases
import Foundation
import RawHTTP
import Testing

@testable import CommentServer

/// What readers are told is in the language of their page, or in that which their client asks for.
@Suite(.eachDatabase) struct ReaderLanguageTests {
  /// A help centre in German, also in three other languages; some words are missing, and all Dutch ones.
  private static let pages =
    #"{"site":{"title":"Hilfe","language":"de","direction":"ltr","words":{"answer-not-sent":"Nicht gesendet","answer-name-empty":"Der Name ist leer.","answer-text-long":"Mehr als {{ number }} Zeichen.","answer-back":"Zurück zur Seite {{ page }}.","answer-not-counted":"Nicht gezählt","answer-no-article":"Diese Seite gibt es nicht.","answer-send-again":"Noch einmal, bitte {{.","answer-off":"Aus.","answer-elsewhere":"Nur bei {{address}}.","answer-too-many":"Zu viel.","answer-own-vote":"Nicht selbst.","answer-feed":"Kommentare zu {{page}}","answer-feed-entry":"{{author}} zu {{page}}","comment-text":"Kommentar <b>"},"icon":"","styles":[],"languages":[{"language":"ar","direction":"rtl","title":"مساعدة","words":{"answer-not-sent":"لم يُرسل تعليقك","answer-name-empty":"الاسم فارغ."}},{"language":"pt-BR","title":"Ajuda","words":{"answer-not-sent":"Não enviado"}},{"language":"nl","title":"Hulp"}]}}"#
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
      (nil, "Nicht gesendet"), ("ar", "لم يُرسل تعليقك"), ("fr", "Nicht gesendet"), ("pt-br", "Não enviado"),
      ("pt", "Não enviado"), ("pt-PT, ar;q=0.9", "Não enviado"), ("p", "Nicht gesendet"),
      ("nl-BE", "Your comment was not sent"),
      (String(repeating: "a-", count: 8_000) + "a, ar", "لم يُرسل تعليقك"),
      ("fr;q=1, AR-eg;q=0.9, de;q=0.5", "لم يُرسل تعليقك"),
      ("ar;q=0.3,de;q=0.4", "Nicht gesendet"), ("ar;q=0, de", "Nicht gesendet"), ("*", "Nicht gesendet"),
      (";;q=x,,-", "Nicht gesendet"),
    ] as [(String?, String)] {
      let headers = asked.map { ["Accept-Language": $0] } ?? [:]
      let answer = try form("/comments", "page=nowhere.html&name=A&text=Words.", to: server, headers)
      #expect(answer.status == 404)
      #expect(answer.body.contains("<h1>\(title)</h1>"), "\(asked ?? "nothing"): \(answer.body)")
    }
    // What stands around it is of the same language.
    let arabic = try form("/comments", "page=nowhere.html&name=A&text=Words.", to: server, ["Accept-Language": "ar"])
    #expect(arabic.body.contains("<title>لم يُرسل تعليقك - مساعدة</title>"))
    #expect(arabic.body.contains(#"href="https://help.example.com/ar/""#))
    let uncounted = try form("/feedback", "page=nowhere.html&answer=yes", to: server).body
    #expect(uncounted.contains("<h1>Nicht gezählt</h1>") && uncounted.contains("Diese Seite gibt es nicht."))
  }

  @Test func `a script is told in the language that it asks for, and its author in English`() throws {
    let server = try server()
    let fields = try #require(
      server.post(["name": " "], ["Accept-Language": "ar"]).object["fields"] as? [[String: String]])
    #expect(fields == [["name": "name", "detail": "الاسم فارغ."]])
    let german = try server.post(["proof": server.proof(for: "über uns.html")], ["Accept-Language": "de-CH"])
    // What has no end is no place for anything.
    #expect(german.text("detail") == "Noch einmal, bitte {{.")
    #expect(german.text("reason") == "The proof of work is for another page.")
    let proof = try server.proof()
    #expect(try server.post(["proof": proof]).status == 201)
    let used = try server.post(["proof": proof])
    #expect(used.status == 409 && used.text("detail") == "Noch einmal, bitte {{.")
    #expect(used.text("reason") == "The proof of work was used before.")
    let foreign = try server.post(["proof": server.proof()], ["Origin": "https://evil.example.com"])
    #expect(foreign.status == 403 && foreign.text("detail") == "Nur bei https://help.example.com.")
    #expect(foreign.text("reason") == "Comments are taken from https://help.example.com alone.")
    let form = try form("/comments", "page=faq/mfa.html", to: server, ["Origin": "https://evil.example.com"])
    #expect(form.status == 403 && form.body.contains("Nur bei <bdi>https://help.example.com</bdi>."))
    #expect(try server.post(["text": 1], ["Accept-Language": "de"]).text("detail").hasPrefix("This cannot be read"))
  }

  @Test func `a feed is in the language of its page`() throws {
    let server = try server()
    #expect(try server.post(["proof": server.proof(), "name": "{{page}} <Ada>"]).status == 201)
    let feed = try server.ask("GET /feed?page=faq/mfa.html").body
    #expect(feed.contains(#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">"#))
    #expect(feed.contains("<title>Kommentare zu Setting up MFA</title>"))
    #expect(feed.contains("<title>{{page}} &lt;Ada&gt; zu Setting up MFA</title>"), "\(feed)")
    #expect(try server.ask("GET /feed").body.contains("<title>Kommentare zu help.example.com</title>"))
    #expect(try server.ask("GET /feed?page=ar/mfa.html").body.contains("<title>Comments on إعداد</title>"))
  }

  @Test func `a reply to nothing is told of in the language of the page, and leads back to it`() throws {
    let server = try server()
    let wrong = try server.ask("GET /reply?page=faq/mfa.html&to=x")
    #expect(wrong.status == 404)
    #expect(wrong.body.contains("The comment that you reply to is not there any more."))
    #expect(wrong.body.contains("Zurück zur Seite <a ") && !wrong.body.contains("find what you wrote"))
    let nowhere = try server.ask("GET /reply?page=nowhere.html&to=\(UUID().uuidString.lowercased())")
    #expect(nowhere.status == 404 && nowhere.body.contains("There is no such page, or it has no comments."))
    // What no form sends is said in English, and marked so.
    let broken = try server.ask("POST /comments", ["Content-Type": "text/plain", "Origin": "null"], body: "x")
    #expect(broken.body.contains(#"<span lang="en" dir="ltr">This is not what a form sends.</span>"#))
  }

  @Test func `every text has English words`() {
    for key in ReaderWords.Key.allCases { #expect(!ReaderWords.english[key].isEmpty, "\(key.rawValue)") }
  }
}
