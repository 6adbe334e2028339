import Crypto
import Diagnostics
import FoundationEssentials

/// A Portable Symmetric Key Container: XML that most token servers import, the keys encrypted where wanted.
///
/// Source: RFC 6030. The hash stands in `Suite` as `SHA256`, which privacyIDEA reads as text; a token of SHA-1 has none.
struct PSKC<Generator: RandomNumberGenerator>: TokenExport {
  /// What closes the keys; nil where they stand in the open.
  private let lock: PSKCLock?
  private var generator: Generator

  init(lock: PSKCLock?, using generator: Generator) {
    (self.lock, self.generator) = (lock, generator)
  }

  func obstacles(to token: ExportedToken) -> [Diagnostic] { [] }

  func head() -> [UInt8] {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <pskc:KeyContainer Version="1.0"
        xmlns:pskc="urn:ietf:params:xml:ns:keyprov:pskc"
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
        xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
        xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
        xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">

      """
    if let lock {
      text += """
          <pskc:EncryptionKey>\(lock.keyInformation)</pskc:EncryptionKey>
          <pskc:MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1">
            <pskc:MACKey>\(encrypted(lock.sealedAuthenticationKey))</pskc:MACKey>
          </pskc:MACMethod>

        """
    }
    return Array(text.utf8)
  }

  mutating func part(_ tokens: [ExportedToken], index: Int, count: Int) throws(CryptoError) -> [UInt8] {
    var text = ""
    for token in tokens {
      text += """
          <pskc:KeyPackage>
            <pskc:DeviceInfo><pskc:SerialNo>\(XML.escaped(token.token.serial))</pskc:SerialNo></pskc:DeviceInfo>
            <pskc:Key Id="\(XML.escaped(token.token.serial))" Algorithm="\(Self.algorithm(of: token.token.shape))">
              <pskc:Issuer>\(XML.escaped(token.token.issuer))</pskc:Issuer>
              <pskc:AlgorithmParameters>\(Self.parameters(of: token.token.shape))</pskc:AlgorithmParameters>
              <pskc:Data>
                <pskc:Secret>\(try secret(of: token.token))</pskc:Secret>
                \(Self.moving(token.token.shape))
              </pskc:Data>
              <pskc:UserId>UID=\(XML.escaped(DistinguishedName.escaped(token.name)))</pskc:UserId>
              <pskc:Policy><pskc:KeyUsage>OTP</pskc:KeyUsage></pskc:Policy>
            </pskc:Key>
          </pskc:KeyPackage>

        """
    }
    return Array(text.utf8)
  }

  func tail() -> [UInt8] { Array("</pskc:KeyContainer>\n".utf8) }

  private mutating func secret(of token: Token) throws(CryptoError) -> String {
    guard let lock else { return "<pskc:PlainValue>\(base64(token.secret.bytes))</pskc:PlainValue>" }
    let sealed = try lock.seal(token.secret.bytes, using: &generator)
    return "<pskc:EncryptedValue>\(encrypted(sealed))</pskc:EncryptedValue>"
      + "<pskc:ValueMAC>\(base64(lock.code(of: sealed)))</pskc:ValueMAC>"
  }

  private func encrypted(_ bytes: [UInt8]) -> String {
    """
    <xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>\
    <xenc:CipherData><xenc:CipherValue>\(base64(bytes))</xenc:CipherValue></xenc:CipherData>
    """
  }

  private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  private static func algorithm(of shape: Token.Shape) -> String {
    "urn:ietf:params:xml:ns:keyprov:pskc:" + (shape.period == nil ? "hotp" : "totp")
  }

  private static func parameters(of shape: Token.Shape) -> String {
    let suite = shape.algorithm == .sha1 ? "" : "<pskc:Suite>\(shape.algorithm.rawValue)</pskc:Suite>"
    return suite + #"<pskc:ResponseFormat Length="\#(shape.digits)" Encoding="DECIMAL"/>"#
  }

  private static func moving(_ shape: Token.Shape) -> String {
    switch shape.moving {
    case .time(let period):
      "<pskc:Time><pskc:PlainValue>0</pskc:PlainValue></pskc:Time>"
        + "<pskc:TimeInterval><pskc:PlainValue>\(period)</pskc:PlainValue></pskc:TimeInterval>"
    case .counter(let counter): "<pskc:Counter><pskc:PlainValue>\(counter)</pskc:PlainValue></pskc:Counter>"
    }
  }
}

/// Text inside XML. Source: XML 1.0, section 2.4.
private enum XML {
  static func escaped(_ text: String) -> String {
    // By scalars: a sign that another mark combines with is markup still.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
