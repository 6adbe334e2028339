import ArgumentParser
import QRCode

/// `guidegen qr`: draws a QR code.
struct QRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qr",
    abstract: "Draws a QR code.",
    discussion: """
      Without -o the code is drawn in the terminal. Every code is read back, module by module, before it is written.

      Examples:
        guidegen qr https://example.com -o app.svg
        guidegen qr - -o note.png --scale 8 < note.txt
        guidegen qr --wifi --ssid Guests --password-file wifi.txt -o guests.pdf --module-mm 0.8
        guidegen qr --totp --issuer Contoso --account ada@contoso.com --secret-file s.txt -o ada.svg
        guidegen qr --lint --file uri.txt
        guidegen qr --batch links.csv --output-dir codes --format svg

      Exit status: 0 done, 1 the data cannot become a code or is faulty, 2 the command line is wrong, 3 reading or
      writing did not work.
      """)

  @OptionGroup(title: "What to encode") var input: QRInputOptions
  @OptionGroup(title: "Helpers") var helpers: QRHelperOptions
  @OptionGroup(title: "The symbol") var symbol: QRSymbolOptions
  @OptionGroup(title: "The picture") var picture: QRPictureOptions
  @OptionGroup(title: "Many codes") var batch: QRBatchOptions

  func run() throws {
    do throws(QRFailure) { try QRRun(self).run() } catch { error.leave() }
  }
}
