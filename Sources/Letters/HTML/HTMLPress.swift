import QRCode

/// Makes letters as HTML that a browser prints: a file for each recipient, or one of all.
///
/// A file needs nothing but itself: no script, no picture and no style sheet from elsewhere. The same text and recipient
/// are the same bytes.
public struct HTMLPress: Sendable {
  private let stationery: Stationery
  private let style: [UInt8]
  private let texts: [Text]

  /// A text, apart by what the paper's margin shows and what stands on it.
  private struct Text: Sendable {
    var title: String
    var language: String
    var direction: String
    /// Without the footer.
    var html: String
    /// What is printed at the foot of each page: words with the marks of fields.
    var footer: HTMLFooter
  }

  /// A press for letters that look alike and say one of `texts`; `style` is a style sheet.
  public init(_ stationery: Stationery, _ texts: [LetterPress.Text], style: [UInt8]) {
    (self.stationery, self.style) = (stationery, style)
    self.texts = texts.map { text in
      var html = String(decoding: text.html, as: UTF8.self)
      let footer = HTMLFooter(HTMLReader.read(text.html))
      if let start = html.firstRange(of: "<footer"), let end = html[start.lowerBound...].firstRange(of: "</footer>") {
        html.removeSubrange(start.lowerBound..<end.upperBound)
      }
      return Text(
        title: text.title, language: text.language, direction: text.direction == .rightToLeft ? "rtl" : "ltr",
        html: html.markingLinksThatSayTheirAddress, footer: footer)
    }
  }

  /// The letter of a text for `recipient` as a file of its own, in UTF-8.
  public func file(_ text: Int, for recipient: Recipient) throws(LetterFlaw) -> [UInt8] {
    let part = try part(text, for: recipient)
    let (title, language, direction) = (texts[text].title, texts[text].language, texts[text].direction)
    return head(title: title, language: language, direction: direction, footer: "@page{\(part.footer)}")
      + part.section + Self.end
  }

  /// What a file of many letters begins with.
  public func head(title: String, language: String) -> [UInt8] {
    head(title: title, language: language, direction: "ltr", footer: "")
  }

  /// The letter of a text for `recipient`, the `number`th of a file of many.
  ///
  /// Browsers count the pages of a file through: so such a letter has no page numbers.
  public func letter(_ number: Int, _ text: Int, for recipient: Recipient) throws(LetterFlaw) -> [UInt8] {
    let part = try part(text, for: recipient, number: number)
    return Array("<style>@page letter-\(number){\(part.footer)}</style>\n".utf8) + part.section
  }

  /// What a file of many letters ends with.
  public static let end = Array("</body></html>\n".utf8)

  private func head(title: String, language: String, direction: String, footer: String) -> [UInt8] {
    let head = """
      <!DOCTYPE html>
      <!-- guidegen letter -->
      <html lang="\(language.escapedForHTML)" dir="\(direction)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="robots" content="noindex"><title>\(title.escapedForHTML)</title>
      <style>
      \(stationery.styleSheet)

      """
    return Array(head.utf8) + style + Array("\(footer)</style></head><body>\n".utf8)
  }

  private func part(
    _ index: Int, for recipient: Recipient, number: Int? = nil
  ) throws(LetterFlaw) -> (footer: String, section: [UInt8]) {
    let text = texts[index]
    let address = recipient.fields["user.address"] ?? ""
    guard let size = stationery.addressSize(of: [recipient.fields["user.name"] ?? "", address]) else {
      throw .addressTooLarge
    }
    var values = recipient.fields.mapValues(\.escapedForHTML)
    values["code.picture"] = try Self.picture(recipient.payload)
    let page = number.map { "page:letter-\($0);" } ?? ""
    let folds = stationery.envelope.folds.map {
      "<i class=\"fold\" style=\"inset-block-start:\($0 - Stationery.topMargin)mm\"></i>"
    }
    let section = """
      <section class="letter" lang="\(text.language.escapedForHTML)" dir="\(text.direction)" \
      style="\(page)--address-size:\(size)pt">\(folds.joined())
      \(Fields(values).filled(text.html))</section>

      """
    let footer = text.footer.content(Fields(recipient.fields), withPages: number == nil)
    let side = text.direction == "rtl" ? "right" : "left"
    return ("@bottom-\(side){content:\(footer)}", Array(section.utf8))
  }

  /// The code as SVG, read back before anybody prints it.
  private static func picture(_ payload: String) throws(LetterFlaw) -> String {
    let code: QRCode
    do {
      code = try QRCode.encode(payload, level: .medium)
    } catch {
      throw .unencodable(error.description)
    }
    guard code.says(Array(payload.utf8)) else { throw .unreadableCode }
    let modules = code.matrix.width + 2 * CodePicture.quietZone
    let side = max(CodePicture.leastModule, CodePicture.leastSide / Double(modules))
    return String(
      decoding: code.svg(QRCode.Picture(moduleMillimetres: side, title: "QR code")), as: UTF8.self)
  }
}

extension String {
  /// HTML whose links are of the class `says-address` where their words are where they lead: paper need not repeat it.
  fileprivate var markingLinksThatSayTheirAddress: String {
    var result = ""
    var rest = self[...]
    while let link = rest.firstRange(of: "<a href=\"") {
      result += rest[..<link.lowerBound]
      rest = rest[link.upperBound...]
      let address = rest.prefix { $0 != "\"" }
      let says = rest.dropFirst(address.count).hasPrefix("\">\(address)</a>")
      result += says ? "<a class=\"says-address\" href=\"" : "<a href=\""
    }
    return result + rest
  }

  /// The text as it may stand between tags and in attributes.
  var escapedForHTML: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
