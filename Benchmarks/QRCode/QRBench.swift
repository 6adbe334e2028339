import QRCode

/// Measures the encoder against libqrencode in one run, so that the ratio holds on a noisy machine.
///
///     swift run -c release QRBench
///
/// Single thread; level M without boost, all masks judged, the matrix alone; best of several rounds that take turns.
@main enum QRBench {
  static func main() throws {
    let other = try LibQREncode()
    print("ns a code            guidegen  libqrencode   ratio   svg")
    for payload in Payload.all {
      let options = QRCode.Options(boostsLevel: false)
      var own = Duration.seconds(1_000)
      var theirs = own
      var drawing = own
      let code = try QRCode.encode(payload.text, options: options)
      for _ in 0..<15 {
        own = min(own, try time(payload.rounds * 20) { _ = try QRCode.encode(payload.text, options: options) })
        theirs = min(theirs, try time(payload.rounds) { try other.encode(payload.text) })
        drawing = min(drawing, time(payload.rounds * 20) { _ = code.svg() })
      }
      print(
        pad(payload.name, 18), pad(nanoseconds(own), -10), pad(nanoseconds(theirs), -12),
        pad("\(nanoseconds(theirs) / max(1, nanoseconds(own)))", -7), pad(nanoseconds(drawing), -7))
    }
    try batch()
  }

  /// 20,000 different otpauth addresses to SVG text.
  private static func batch() throws {
    var bytes = 0
    let clock = ContinuousClock()
    let duration = try clock.measure {
      for number in 0..<20_000 {
        let text = Payload.otpauth(account: "user\(100_000 + number)@contoso.com")
        bytes += try QRCode.encode(text, level: .medium).svg().count
      }
    }
    print("20,000 codes to SVG: \(duration), \(bytes / 20_000) bytes each")
  }

  private static func time(_ count: Int, _ body: () throws -> Void) rethrows -> Duration {
    let clock = ContinuousClock()
    let total = try clock.measure { for _ in 0..<count { try body() } }
    return total / count
  }

  private static func nanoseconds(_ duration: Duration) -> Int {
    Int(duration.components.attoseconds / 1_000_000_000)
  }

  private static func pad(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = value.description
    let spaces = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? spaces + text : text + spaces
  }
}

/// What is encoded.
struct Payload {
  var name: String
  var text: String
  /// Codes a round.
  var rounds: Int

  static let all = [
    Payload(name: "otpauth, 139 bytes", text: otpauth(account: "alan.goldwasser@contoso.com"), rounds: 100),
    Payload(name: "20 digits", text: "31415926535897932384", rounds: 300),
    Payload(
      name: "2,000 bytes",
      text: String(repeating: "The quick brown fox jumps over the lazy dog. ", count: 50).prefixed(2_000), rounds: 10),
  ]

  static func otpauth(account: String) -> String {
    "otpauth://totp/Contoso:\(account)?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Contoso"
      + "&algorithm=SHA1&digits=6&period=30"
  }
}

extension String {
  fileprivate func prefixed(_ count: Int) -> String { String(prefix(count)) }
}
