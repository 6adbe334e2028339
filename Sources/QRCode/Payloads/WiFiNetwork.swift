/// A wireless network that a telephone joins by reading a code.
///
/// Source: the `WIFI:` form of ZXing's wiki "Barcode Contents", which iOS and Android read; WPA3 specification 7 for
/// the same form.
public struct WiFiNetwork: Sendable, Hashable {
  /// How the network is protected.
  public enum Security: String, Sendable, Hashable, CaseIterable {
    /// WPA, WPA2 or WPA3 with a password.
    case wpa = "WPA"
    /// WEP.
    case wep = "WEP"
    /// No password.
    case open = "nopass"
  }

  /// What makes a network impossible.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A name has 1 to 32 bytes.
    case name(bytes: Int)
    /// A WPA password has 8 to 63 characters, or 64 hexadecimal digits.
    case password(characters: Int)
    /// An open network has no password, the others have one.
    case contradiction(Security)

    /// One sentence, without the password.
    public var description: String {
      switch self {
      case .name(let bytes): "a network's name has 1 to 32 bytes, this one has \(bytes)"
      case .password(let count): "a WPA password has 8 to 63 characters, this one has \(count)"
      case .contradiction(.open): "an open network has no password"
      case .contradiction(let security): "a network with \(security.rawValue) has a password"
      }
    }
  }

  private let name: String
  private let password: String
  private let security: Security
  private let isHidden: Bool

  /// A network by its name (SSID); `password` is empty for an open one.
  ///
  /// - Throws: what no network can be like.
  public init(name: String, password: String, security: Security, isHidden: Bool = false) throws(Fault) {
    guard (1...32).contains(name.utf8.count) else { throw .name(bytes: name.utf8.count) }
    guard (security == .open) == password.isEmpty else { throw .contradiction(security) }
    if security == .wpa {
      let count = password.utf8.count
      guard (8...63).contains(count) || count == 64 && password.allSatisfy(\.isHexDigit) else {
        throw .password(characters: count)
      }
    }
    (self.name, self.password, self.security, self.isHidden) = (name, password, security, isHidden)
  }

  /// `WIFI:T:…;S:…;P:…;;`, with a backslash before the characters that the form uses itself.
  public var payload: String {
    var text = "WIFI:T:\(security.rawValue);S:\(escaped(name));"
    if security != .open { text += "P:\(escaped(password));" }
    if isHidden { text += "H:true;" }
    return text + ";"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\;,:\"".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
