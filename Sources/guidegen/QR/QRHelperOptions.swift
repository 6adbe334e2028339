import ArgumentParser
import QRCode

/// Codes that a helpdesk prints, made from their parts.
struct QRHelperOptions: ParsableArguments {
  @Flag(help: "A wireless network: --ssid, --security, --password-file, --hidden.")
  var wifi = false

  @Option(help: "The network's name.")
  var ssid: String?

  @Option(help: "WPA, WEP or nopass.")
  var security: WiFiNetwork.Security = .wpa

  @Option(help: "The network's password; better --password-file.")
  var password: String?

  @Option(name: .customLong("password-file"), help: "A file with the password in its first line, or -.")
  var passwordFile: String?

  @Flag(help: "The network does not send its name.")
  var hidden = false

  @Flag(help: "An address on the web; the text is checked to be one.")
  var url = false

  @Flag(help: "A TOTP secret: --issuer, --account, --secret-file, --algorithm, --digits, --period.")
  var totp = false

  @Option(help: "Who gives the secret, for example the organisation.")
  var issuer: String?

  @Option(help: "Whose secret it is, for example a mail address.")
  var account: String?

  @Option(help: "The secret in Base32; better --secret-file.")
  var secret: String?

  @Option(name: .customLong("secret-file"), help: "A file with the secret in its first line, or -.")
  var secretFile: String?

  @Option(help: "SHA1, SHA256 or SHA512.")
  var algorithm = "SHA1"

  @Option(help: "Digits of a code, 6 to 8.")
  var digits = 6

  @Option(help: "Seconds that a code lasts.")
  var period = 30

  @Flag(help: "A contact: --name, --organisation, --job-title, --phone, --email, --web.")
  var vcard = false

  @Option(help: "The contact's name.")
  var name: String?

  @Option(help: "The contact's organisation.")
  var organisation: String?

  @Option(name: .customLong("job-title"), help: "The contact's position.")
  var jobTitle: String?

  @Option(help: "A telephone number; may be repeated.")
  var phone: [String] = []

  @Option(help: "A mail address; may be repeated.")
  var email: [String] = []

  @Option(help: "The contact's page.")
  var web: String?

  @Flag(help: "Check an otpauth:// address instead of drawing it.")
  var lint = false
}

extension WiFiNetwork.Security: ExpressibleByArgument {}
