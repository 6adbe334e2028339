import Diagnostics
import Markdown
import QRCode

/// `::qr[https://…]{caption="…"}`: an address as a QR code, with the link beside it.
struct LinkCode: Sendable {
  var address: String
  var caption: String
  /// The code as SVG.
  var picture: [UInt8]

  /// Reads the directive and draws the code; nil, with errors, where it cannot be one.
  static func read(_ directive: Directive) -> (block: LinkCode?, diagnostics: [Diagnostic]) {
    var attributes = Attributes(directive, allowed: ["caption"])
    let address = attributes.requiredLabel("an address")
    let caption = attributes["caption"] ?? ""
    var diagnostics = attributes.diagnostics
    guard let address else { return (nil, diagnostics) }
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      diagnostics.append(
        .error(
          #""\#(address)" is not an address on the web"#, at: directive.place, hint: "write it with https:// in front"))
      return (nil, diagnostics)
    }
    do throws(QRCodeError) {
      let code = try QRCode.encode(address, level: .medium)
      // What a reader's phone will see is read back before anybody prints it.
      guard code.says(Array(address.utf8)) else {
        diagnostics.append(
          .error(
            #"the code for "\#(address)" does not read back as it was written"#, at: directive.place,
            hint: "report this as a bug of guidegen"))
        return (nil, diagnostics)
      }
      let title = caption.isEmpty ? address : caption
      let picture = code.svg(QRCode.Picture(title: "QR code: \(title)"))
      return (LinkCode(address: address, caption: caption, picture: picture), diagnostics)
    } catch {
      diagnostics.append(.error(error.description, at: directive.place, hint: error.hint))
      return (nil, diagnostics)
    }
  }
}
