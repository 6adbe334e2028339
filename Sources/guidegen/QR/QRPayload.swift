import QRCode

/// What the options ask to encode.
struct QRPayload {
  private let input: QRInputOptions
  private let helpers: QRHelperOptions

  init(_ command: QRCommand) {
    input = command.input
    helpers = command.helpers
  }

  /// The bytes for the code.
  func bytes() throws(QRFailure) -> [UInt8] {
    switch (helpers.wifi, helpers.totp, helpers.vcard, helpers.url) {
    case (false, false, false, false): return try given()
    case (true, false, false, false): return try wifi()
    case (false, true, false, false): return try totp()
    case (false, false, true, false): return try vcard()
    case (false, false, false, true): return try url()
    default: throw .usage("--wifi, --totp, --vcard and --url exclude each other")
    }
  }

  /// The text, the file, or standard input, byte for byte.
  private func given() throws(QRFailure) -> [UInt8] {
    switch (input.text, input.file) {
    case (let text?, nil): return try QRPayload.bytes(of: text)
    case (nil, let file?): return try QRFiles.read(file)
    case (nil, nil): throw .usage("there is no text", hint: "write the text, - for standard input, or --file")
    default: throw .usage("the text and --file exclude each other")
    }
  }

  /// What the argument `text` stands for: itself, with a warning where it holds a secret, or standard input.
  static func bytes(of text: String) throws(QRFailure) -> [UInt8] {
    guard text != "-" else { return try QRFiles.read("-") }
    if text.hasPrefix("otpauth://") || text.hasPrefix("WIFI:") && text.contains("P:") { warnOfSecret() }
    return Array(text.utf8)
  }

  private func wifi() throws(QRFailure) -> [UInt8] {
    guard let name = helpers.ssid else { throw .usage("--wifi needs --ssid") }
    let password =
      helpers.security == .open ? "" : try secret(helpers.password, helpers.passwordFile, "--password-file")
    do throws(WiFiNetwork.Fault) {
      let network = try WiFiNetwork(
        name: name, password: password, security: helpers.security, isHidden: helpers.hidden)
      return Array(network.payload.utf8)
    } catch { throw .data(error.description) }
  }

  private func totp() throws(QRFailure) -> [UInt8] {
    guard let account = helpers.account else { throw .usage("--totp needs --account") }
    let secret = try secret(helpers.secret, helpers.secretFile, "--secret-file")
    let uri = KeyURI(
      issuer: helpers.issuer ?? "", account: account, secret: secret, algorithm: helpers.algorithm,
      digits: helpers.digits, period: helpers.period)
    try QRPayload.lint(uri.payload)
    return Array(uri.payload.utf8)
  }

  private func vcard() throws(QRFailure) -> [UInt8] {
    guard let name = helpers.name else { throw .usage("--vcard needs --name") }
    let card = ContactCard(
      name: name, organisation: helpers.organisation, jobTitle: helpers.jobTitle, phones: helpers.phone,
      emails: helpers.email, web: helpers.web)
    return Array(card.payload.utf8)
  }

  private func url() throws(QRFailure) -> [UInt8] {
    let bytes = try given()
    let text = String(decoding: bytes, as: UTF8.self)
    let lower = text.lowercased()
    let rest = lower.hasPrefix("https://") ? lower.dropFirst(8) : lower.hasPrefix("http://") ? lower.dropFirst(7) : nil
    guard let rest else {
      throw .data("\"\(text)\" is not an address on the web", hint: "write it with https:// in front")
    }
    guard let first = rest.first, first != "/", first != "?", first != "#" else {
      throw .data("\"\(text)\" names no host")
    }
    guard bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw .data(
        "\"\(text)\" has a space, a line break or a character outside ASCII",
        hint: "copy the address from the browser, which writes them percent-encoded")
    }
    return bytes
  }

  /// A secret from an option, with a warning, or from the first line of a file.
  private func secret(_ given: String?, _ file: String?, _ option: String) throws(QRFailure) -> String {
    switch (given, file) {
    case (let given?, nil):
      QRPayload.warnOfSecret()
      return given
    case (nil, let file?):
      let bytes = try QRFiles.read(file)
      return String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    case (nil, nil): throw .usage("there is no secret", hint: "give a file with \(option), or \(option) -")
    default: throw .usage("a secret and \(option) exclude each other")
    }
  }

  /// Says what authenticator apps stumble over in `text`.
  ///
  /// - Throws: if there is an error among it.
  static func lint(_ text: String) throws(QRFailure) {
    let findings = KeyURILint.findings(in: text)
    for finding in findings {
      StandardError.write("\(finding.severity.rawValue): \(finding.message)\n")
      if let hint = finding.hint { StandardError.write("  hint: \(hint)\n") }
    }
    let errors = findings.count { $0.severity == .error }
    if errors > 0 { throw .data("the address has \(errors) error\(errors == 1 ? "" : "s")") }
  }

  private static func warnOfSecret() {
    StandardError.write(
      "warning: a secret on the command line is seen by other users of this machine and stays in the shell's history\n"
        + "  hint: read it from a file, or from standard input with -\n")
  }
}
