import Letters

/// A letter of one page, with a field in each place that can have one.
enum SampleLetter {
  static let text = LetterPress.Text(title: "Setting up the app", language: "en", html: Array(html.utf8))

  /// `field` as a text marks it.
  static func mark(_ field: String) -> String {
    String(decoding: [0xEF, 0xB7, 0x90] + Array(field.utf8) + [0xEF, 0xB7, 0x91], as: UTF8.self)
  }

  private static let html = """
    <header><p class="return">Example Ltd, IT helpdesk</p>
    <address>\(mark("user.name"))
    \(mark("user.address"))</address>
    <dl><dt>Date</dt><dd>24 November 2026</dd><dt>Serial</dt><dd>\(mark("code.serial"))</dd></dl></header>
    <h1>Setting up the app</h1>
    <p>Dear \(mark("user.name")),</p>
    <p>open <a href="https://example.com/start">the page</a>, and press <kbd><kbd>Ctrl</kbd>+<kbd>N</kbd></kbd>.</p>
    <h2>Steps</h2>
    <ol><li>Open the <strong>app</strong>.</li><li><p>Tap <em>Add</em>.</p><ul><li>Or plus</li></ul></li></ol>
    <aside class="callout callout-note" role="note"><p class="callout-title">Note</p><p>Keep this letter.</p></aside>
    <div class="table"><table><thead><tr><th scope="col">Key</th><th scope="col">Does</th></tr></thead>
    <tbody><tr><td>A</td><td class="align-right">adds</td></tr></tbody></table></div>
    <blockquote><p>Said once.</p></blockquote><pre><code>typed as it stands
    </code></pre><hr>
    <figure class="enrollment-code"><div class="code-picture"></div><figcaption>Scan this. Or type
    <code>\(mark("code.secret"))</code></figcaption></figure>
    <footer>\(mark("code.serial")), page \(mark("letter.page")) of \(mark("letter.pages"))</footer>
    """

  /// Somebody who is called `name`.
  static func recipient(_ name: String = "Jo Example", serial: String = "GG0TEST000") -> Recipient {
    Recipient(
      fields: [
        "user.name": name, "user.address": "1 Station Road\nLondon", "code.serial": serial,
        "code.secret": "GEZD GNBV GY3T QOJQ",
      ], payload: payload(serial))
  }

  /// What the code of the letter with `serial` says.
  static func payload(_ serial: String) -> String {
    "otpauth://totp/Example%20Ltd:\(serial.lowercased())%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer=Example%20Ltd"
  }

  /// The letter to `name` as a file's bytes.
  static func pdf(_ name: String = "Jo Example", _ stationery: Stationery = Stationery()) throws -> [UInt8] {
    try LetterPress(stationery, [text]).file(0, for: recipient(name)).bytes
  }
}
