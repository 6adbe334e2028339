import QRCode
import Testing

/// What a helpdesk encodes.
@Suite struct PayloadTests {
  @Test func `a wireless network escapes the characters of its form`() throws {
    let network = try WiFiNetwork(name: "Gast;Netz", password: "ge:he\\im,12", security: .wpa, isHidden: true)
    #expect(network.payload == #"WIFI:T:WPA;S:Gast\;Netz;P:ge\:he\\im\,12;H:true;;"#)
    #expect(try WiFiNetwork(name: "Open", password: "", security: .open).payload == "WIFI:T:nopass;S:Open;;")
  }

  @Test(arguments: [
    ("", "12345678", "a network's name has 1 to 32 bytes, this one has 0"),
    ("a", "short", "a WPA password has 8 to 63 characters, this one has 5"),
    ("a", "", "a network with WPA has a password"),
  ])
  func `an impossible network is refused, without its password`(name: String, password: String, sentence: String) {
    let error = #expect(throws: WiFiNetwork.Fault.self) {
      try WiFiNetwork(name: name, password: password, security: .wpa)
    }
    #expect(error?.description == sentence)
  }

  @Test func `a contact is a vCard`() {
    let card = ContactCard(
      name: "Ada King Lovelace", organisation: "Contoso, Ltd", phones: ["+49 30 1"], emails: ["a@b.example"])
    #expect(
      card.payload == "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada King\r\nFN:Ada King Lovelace\r\n"
        + "ORG:Contoso\\, Ltd\r\nTEL:+49 30 1\r\nEMAIL:a@b.example\r\nEND:VCARD\r\n")
  }

  @Test func `a key address leaves out what is so anyway, and has no finding`() {
    let uri = KeyURI(
      issuer: "Contoso Ltd", account: "ada@contoso.com", secret: "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp")
    #expect(
      uri.payload == "otpauth://totp/Contoso%20Ltd:ada@contoso.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        + "&issuer=Contoso%20Ltd")
    #expect(KeyURILint.findings(in: uri.payload).isEmpty)
  }

  @Test(arguments: [
    ("https://a.example", "error: this is no otpauth:// address"),
    (
      "otpauth-migration://offline?data=Cj",
      "error: this is an export of Google Authenticator, with all secrets that were chosen for it"
    ),
    (
      "phonefactor://activate_account?code=1",
      "error: this activates Microsoft Authenticator for a work or school account, once, and holds no TOTP secret"
    ),
    (
      "otpauth://totp/A:b?secret=\(good)&issuer=B", "error: the issuer is \"A\" in the label and \"B\" in the parameter"
    ),
    ("otpauth://totp/A:b:c?secret=\(good)&issuer=A", "error: the label has more than one colon"),
    ("otpauth://totp/A:b?secret=\(good)&issuer=A:", "error: the issuer has a colon"),
    ("otpauth://totp/A+B:b?secret=\(good)&issuer=A%2BB", "warning: the label has a \"+\", which apps show as it is"),
    ("otpauth://totp/A:b?secret=\(good)", "warning: there is no issuer parameter"),
    ("otpauth://totp/b?secret=\(good)&issuer=A", "warning: the label has no issuer"),
    ("otpauth://totp/A:b?issuer=A", "error: there is no secret"),
    ("otpauth://totp/A:b?secret=ABC1&issuer=A", "error: the secret is not Base32"),
    ("otpauth://totp/A:b?secret=JBSWY3DP&issuer=A", "warning: the secret has 5 bytes"),
    ("otpauth://totp/A:b?secret=\(good)=&issuer=A", "error: the secret ends in \"=\""),
    ("otpauth://totp/A:b?secret=\(good)&issuer=A&digits=6", "note: digits=6 says what is so anyway"),
    (
      "otpauth://totp/A:b?secret=\(good)&issuer=A&algorithm=SHA256",
      "warning: Microsoft Authenticator ignores algorithm=SHA256 and shows wrong codes"
    ),
    ("otpauth://totp/A:b?secret=\(good)&issuer=A&period=x", "error: period is \"x\""),
    ("otpauth://hotp/A:b?secret=\(good)&issuer=A", "error: hotp needs a counter"),
    ("otpauth://totp/A:b?secret=\(good)&issuer=A&foo=1", "note: no app reads the parameter \"foo\""),
    ("otpauth://totp/A:b?secret=\(good)&issuer=A&issuer=A", "error: issuer is there twice"),
  ])
  func `the linter finds what apps stumble over`(address: String, sentence: String) {
    let findings = KeyURILint.findings(in: address).map { "\($0.severity.rawValue): \($0.message)" }
    #expect(findings.contains(sentence), "\(findings)")
    #expect(!findings.contains { $0.contains(good) })
  }
}

private let good = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
