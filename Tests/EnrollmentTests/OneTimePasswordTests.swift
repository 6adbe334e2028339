import Enrollment
import Testing

@Suite struct OneTimePasswordTests {
  /// Source: RFC 4226, appendix D.
  @Test(
    arguments: [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ].enumerated().map { ($0.offset, $0.element) })
  func `the codes of counters are those of RFC 4226`(_ counter: Int, _ code: String) throws {
    let secret = try #require(Secret("12345678901234567890".utf8))
    #expect(OneTimePassword.hotp(secret, counter: UInt64(counter)) == code)
  }

  /// Source: RFC 6238, appendix B; its erratum 2866 says that each hash has a secret of its own length.
  @Test(
    arguments: [
      (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
      (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
      (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
    ])
  func `the codes of times are those of RFC 6238`(
    _ time: Int, _ sha1: String, _ sha256: String, _ sha512: String
  ) throws {
    let digits = String(repeating: "1234567890", count: 7).utf8
    for (count, algorithm, code) in [
      (20, OneTimePassword.Algorithm.sha1, sha1), (32, .sha256, sha256), (64, .sha512, sha512),
    ] {
      let secret = try #require(Secret(digits.prefix(count)))
      #expect(OneTimePassword.totp(secret, at: time, digits: 8, algorithm: algorithm) == code)
    }
  }
}
