import Comments
import Testing

@Suite struct TrustedProxiesTests {
  private static func client(
    _ peer: String, _ fields: [String], trusting networks: [String] = ["10.0.0.0/8", "2001:db8:1::/48"]
  )
    throws -> NetworkPrefix
  {
    let proxies = TrustedProxies(try networks.map { try #require(NetworkPrefix($0)) })
    return proxies.client(peer: try #require(NetworkPrefix(address: peer)), forwardedFor: fields)
  }

  @Test(
    arguments: [
      ("192.0.2.1", [], "192.0.2.1"),
      // Who is no proxy can write what it likes.
      ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"), ("192.0.2.1", ["203.0.113.9, 10.0.0.1"], "192.0.2.1"),
      ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"), ("10.0.0.1", ["203.0.113.9 ,\t10.9.9.9"], "203.0.113.9"),
      // What the client wrote stands before what the proxy added.
      ("10.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
      ("10.0.0.1", ["10.0.0.2, 203.0.113.9, 10.0.0.3"], "203.0.113.9"),
      ("10.0.0.1", ["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
      ("10.0.0.1", ["127.0.0.1, ::1, 203.0.113.9"], "203.0.113.9"),
      ("2001:db8:1::5", ["2001:db8:2::7"], "2001:db8:2::7"), ("::ffff:10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
      ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"), ("10.0.0.1", ["[2001:db8:2::7]:4711"], "2001:db8:2::7"),
      ("10.0.0.1", ["[2001:db8:2::7]"], "2001:db8:2::7"),
      // Where the list says nothing that can be read, the last proxy that was seen is all that is known.
      ("10.0.0.1", [], "10.0.0.1"), ("10.0.0.1", [""], "10.0.0.1"), ("10.0.0.1", ["unknown"], "10.0.0.1"),
      ("10.0.0.1", ["203.0.113.9, unknown, 10.0.0.2"], "10.0.0.2"), ("10.0.0.1", ["203.0.113.9,"], "10.0.0.1"),
      ("10.0.0.1", ["203.0.113.9, \"; DROP TABLE"], "10.0.0.1"), ("10.0.0.1", ["203.0.113.9\u{0}, a"], "10.0.0.1"),
      ("10.0.0.1", ["203.0.113.9\u{0}"], "10.0.0.1"), ("10.0.0.1", ["0x7f.1"], "10.0.0.1"),
      ("10.0.0.1", ["010.0.0.1.5"], "10.0.0.1"),
      ("10.0.0.1", ["203.0.113.9:port"], "10.0.0.1"), ("10.0.0.1", ["[203.0.113.9]"], "10.0.0.1"),
      ("10.0.0.1", ["[::1"], "10.0.0.1"),
      ("10.0.0.1", ["fe80::1%eth0"], "10.0.0.1"), ("10.0.0.1", ["203.0.113.0/24"], "10.0.0.1"),
      ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
    ] as [(String, [String], String)])
  func `only what our proxies wrote is believed`(peer: String, fields: [String], client: String) throws {
    #expect(try Self.client(peer, fields) == NetworkPrefix(address: client))
  }

  @Test func `without proxies nothing is believed, and a list without end is not read to it`() throws {
    #expect(try Self.client("10.0.0.1", ["203.0.113.9"], trusting: []) == NetworkPrefix(address: "10.0.0.1"))
    let long = "203.0.113.9" + String(repeating: ", 10.0.0.2", count: 100_000)
    #expect(try Self.client("10.0.0.1", [long]) == NetworkPrefix(address: "10.0.0.2"))
  }
}

@Suite struct NetworkPrefixTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true),
    ("10.1.2.3", "10.1.2.4", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("::/0", "203.0.113.9", true), ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.0/104", "10.0.0.1", true),
    ("2001:db8::/127", "2001:db8::1", true),
    ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false),
  ])
  func `a network has the addresses that begin as it does`(network: String, address: String, isInside: Bool) throws {
    let network = try #require(NetworkPrefix(network))
    #expect(network.contains(try #require(NetworkPrefix(address: address))) == isInside)
  }

  @Test(arguments: [
    "", "a", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.1/8", "::/129",
    "::1/64", "/8",
    "10.0.0.0/8/8", "10.0.0.0 /8", "::ffff:10.0.0.1/104", "fe80::1%eth0", "10.0.0.0\u{0}/8",
  ])
  func `what names no network is refused, a slip behind the prefix too`(text: String) {
    #expect(NetworkPrefix(text) == nil)
  }

  @Test func `a customer is an address of version 4, and 64 bits of version 6`() throws {
    func customer(_ text: String) throws -> NetworkPrefix { try #require(NetworkPrefix(address: text)).customer }
    #expect(try customer("192.0.2.1") != customer("192.0.2.2"))
    #expect(try customer("192.0.2.1") == customer("::ffff:192.0.2.1"))
    #expect(try customer("2001:db8:1:2::1") == customer("2001:db8:1:2:ffff::9"))
    #expect(try customer("2001:db8:1:2::1") != customer("2001:db8:1:3::1"))
    #expect(try customer("2001:db8:1:2::1") == NetworkPrefix("2001:db8:1:2::/64"))
    #expect(try customer("192.0.2.1").bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1])
  }

  @Test func `addresses come as bytes too`() {
    #expect(NetworkPrefix(bytes: [192, 0, 2, 1]) == NetworkPrefix(address: "192.0.2.1"))
    #expect(NetworkPrefix(bytes: Array(repeating: 0, count: 15) + [1]) == NetworkPrefix(address: "::1"))
    #expect(NetworkPrefix(bytes: [1, 2, 3]) == nil && NetworkPrefix(bytes: []) == nil)
  }
}
