import QRCode
import Templates

/// `private-mode` on its way to its template.
struct PrivateModeView: Sendable {
  private let block: PrivateMode
  private let sections: [SectionView]
  private let fallback: [BrowserData.Fallback]

  /// `html` writes the article's own nodes.
  init(block: PrivateMode, browsers: BrowserData, words: Words, html: ([Int]) -> [UInt8]) {
    self.block = block
    sections = block.sections.map { section in
      SectionView(
        section: section, on: block.on, custom: section.nodes.isEmpty ? [] : html(section.nodes), data: browsers,
        words: words)
    }
    fallback = browsers.fallback.filter { $0.on.isEmpty || $0.on == block.on?.rawValue }
  }

  static let view = View<PrivateModeView>([
    .text("id") { $0.block.id },
    .text("on") { $0.block.on?.rawValue ?? "" },
    .flag("on-computer") { $0.block.on == .computer },
    .flag("on-phone") { $0.block.on == .phone },
    .text("heading") { "\($0.block.level)" },
    .list("sections", SectionView.view) { $0.sections },
    .flag("has-fallback") { !$0.fallback.isEmpty },
    .list("fallback", fallbackView) { $0.fallback },
  ])

  private static let fallbackView = View<BrowserData.Fallback>([
    .text("id") { $0.id },
    .text("when") { $0.when },
    .text("say") { $0.say },
  ])

  /// One browser.
  private struct SectionView: Sendable {
    let section: PrivateMode.Section
    let on: StepsOn?
    let custom: [UInt8]
    let data: BrowserData
    let words: Words

    var browser: BrowserData.Browser { section.browser }

    /// What to say for the device that the steps are for; a computer's words where they are for any.
    func text(_ texts: BrowserData.ByDevice<String>) -> String {
      on == .phone ? texts.phone : texts.computer
    }

    /// What to do where the company has turned the mode off.
    var switchedOff: [String] {
      on == .phone ? browser.switchedOff.phone : browser.switchedOff.computer
    }

    static let view = View<SectionView>([
      .text("id") { $0.section.id },
      .text("key") { $0.browser.key },
      .text("name") { $0.browser.name },
      .text("short-name") { $0.browser.shortName },
      .text("mode") { $0.browser.mode },
      .text("window") { $0.browser.window },
      .text("a-window") { $0.browser.aWindow },
      .text("tab") { $0.browser.tab },
      .text("a-tab") { $0.browser.aTab },
      .text("synonyms") { $0.browser.synonyms.joined(separator: ", ") },
      .flag("replaced") { $0.section.isReplaced },
      .html("custom") { $0.custom },
      .text("instead") { $0.browser.instead },
      .flag("has-platforms") { !$0.section.platforms.isEmpty },
      .list("platforms", PlatformView.view) { view in
        view.section.platforms.map { PlatformView(platform: $0, data: view.data) }
      },
      .text("sign") { $0.text($0.browser.sign) },
      .text("ends") { $0.text($0.browser.ends) },
      .text("help") { $0.browser.help },
      .text("policy") { $0.browser.policy },
      .flag("has-switched-off") { !$0.switchedOff.isEmpty },
      .list("switched-off", wordsView) { $0.switchedOff },
      .text("signed-in-anyway") { $0.browser.signedInAnyway },
      .record("checked", DateWords.view) { view in
        view.section.platforms.compactMap(\.evidence.checked).min { $0.daysSince1970 < $1.daysSince1970 }
          .map { DateWords($0, in: view.words) }
      },
    ])
  }

  private static let wordsView = View<String>([.text("words") { $0 }])

  /// One system of a browser.
  private struct PlatformView: Sendable {
    let platform: BrowserData.Platform
    let data: BrowserData

    static let view = View<PlatformView>([
      .text("key") { $0.platform.key },
      .text("name") { view in
        view.data.platforms.first { $0.key == view.platform.key }?.name ?? view.platform.key
      },
      .flag("has-steps") { !$0.platform.menu.isEmpty },
      .list("steps", PartView.words) { PartView.all($0.platform.menu) },
      .flag("has-keys") { !$0.platform.keys.isEmpty },
      .list("keys", PartView.keys) { PartView.all($0.platform.keys.split(separator: "+").map(String.init)) },
      .text("note") { $0.platform.note },
      .text("unconfirmed") { $0.platform.evidence.isRecall ? $0.data.unconfirmed : "" },
    ])
  }

  /// One of several words in a row.
  private struct PartView: Sendable {
    let text: String
    let isLast: Bool

    static func all(_ texts: [String]) -> [PartView] {
      texts.enumerated().map { PartView(text: $1, isLast: $0 == texts.count - 1) }
    }

    static let words = View<PartView>([.text("words") { $0.text }, .flag("last") { $0.isLast }])
    static let keys = View<PartView>([.text("key") { $0.text }, .flag("last") { $0.isLast }])
  }
}

/// `variants` on its way to its template.
struct VariantsView: Sendable {
  let block: Variants
  /// By section.
  let bodies: [[UInt8]]

  static let view = View<VariantsView>([
    .text("id") { $0.block.id },
    .text("by") { $0.block.by },
    .flag("by-browser") { $0.block.by == "browser" },
    .flag("by-os") { $0.block.by == "os" },
    .flag("by-device") { $0.block.by == "device" },
    .text("on") { $0.block.on?.rawValue ?? "" },
    .flag("on-computer") { $0.block.on == .computer },
    .flag("on-phone") { $0.block.on == .phone },
    .text("heading") { "\($0.block.level)" },
    .list("sections", sectionView) { Array(zip($0.block.sections, $0.bodies)) },
  ])

  private static let sectionView = View<(section: Variants.Section, body: [UInt8])>([
    .text("id") { $0.section.id },
    .text("key") { $0.section.key },
    .text("name") { $0.section.name },
    .html("body") { $0.body },
    .flag("fallback") { $0.section.isFallback },
  ])
}

/// `qr` on its way to its template.
struct LinkCodeView: Sendable {
  let link: LinkCode
  let words: Words

  static let view = View<LinkCodeView>([
    .html("picture") { $0.link.picture },
    .text("address") { $0.link.address },
    .text("caption") { $0.link.caption },
    .text("label") {
      $0.words.say(.qrCode, ["caption": $0.link.caption.isEmpty ? $0.link.address : $0.link.caption])
    },
  ])
}

/// `access-pass` on its way to the template of public pages.
struct AccessPassView: Sendable {
  /// What looks like a pass.
  let code: String

  /// What every page shows; whoever types it is told by the sign-in page that it is none.
  static let example = AccessPassView(code: "Ex4mple-Pass")

  static let view = View<AccessPassView>([.text("code") { $0.code }])
}

/// `enrollment-code` on its way to its template.
struct EnrollmentCodeView: Sendable {
  /// What is to be typed where no camera can be used.
  let secret: String
  let isExample: Bool
  /// The code as SVG; empty where it has no place.
  var picture: [UInt8] = []

  /// What a public page shows.
  static func example(in words: Words) -> EnrollmentCodeView {
    let title = words[.codeExample]
    let picture = title == Words.english[.codeExample] ? examplePicture : examplePicture(called: title)
    return EnrollmentCodeView(secret: "", isExample: true, picture: picture)
  }
  /// The reader's own on a page, marks in the places of the secret and the picture.
  static let onPage = EnrollmentCodeView(
    secret: PersonalField.secret.mark, isExample: false, picture: Array(PersonalField.picture.mark.utf8))

  private static let examplePicture = examplePicture(called: Words.english[.codeExample])

  /// As dense as a real one; whoever scans it reads that it is none.
  private static func examplePicture(called title: String) -> [UInt8] {
    let code = try? QRCode.encode(
      "This is an example. Your own code is on your screen, in your letter or on your page.", level: .medium)
    return code?.svg(QRCode.Picture(title: title)) ?? []
  }

  static let view = View<EnrollmentCodeView>([
    .html("picture") { $0.picture },
    .text("secret") { $0.secret },
    .flag("example") { $0.isExample },
  ])
}
