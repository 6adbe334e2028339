import Foundation
import Testing

/// An OpenLDAP server with the overlay `otp` and a few people, at a socket in a test's folder.
struct TestDirectory {
  static let base = "dc=example,dc=com"
  static let administrator = "cn=admin,\(base)"

  private let folder: TestFolder
  private let server: RunningProcess
  private let said: Captured
  private let address: String

  /// Starts it, and waits until it answers; each person's password is `window`.
  init(in folder: TestFolder, people: [String]) throws {
    self.folder = folder
    address = "ldapi://" + "\(folder.path)/socket".replacing("/", with: "%2F")
    try FileManager.default.createDirectory(atPath: "\(folder.path)/db", withIntermediateDirectories: true)
    try folder.write(
      """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload otp
      database mdb
      suffix "\(Self.base)"
      rootdn "\(Self.administrator)"
      rootpw secret
      directory \(folder.path)/db
      overlay otp

      """, to: "slapd.conf")
    var entries = "dn: \(Self.base)\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n\n"
    for name in ["tokens", "people"] {
      entries += "dn: ou=\(name),\(Self.base)\nobjectClass: organizationalUnit\nou: \(name)\n\n"
    }
    for name in people {
      entries += "dn: uid=\(name),ou=people,\(Self.base)\nobjectClass: inetOrgPerson\nuid: \(name)\ncn: \(name)\n"
      entries += "sn: \(name)\nuserPassword: window\n\n"
    }
    try folder.write(entries, to: "entries.ldif")
    let slapadd = try tool("slapadd", package: "slapd ldap-utils")
    let added = try Command([slapadd, "-f", "slapd.conf", "-l", "entries.ldif"], in: folder).run()
    try #require(added.status == 0, "\(added)")
    said = try Captured()
    server = try Command(
      [try tool("slapd", package: "slapd"), "-f", "slapd.conf", "-h", address, "-d", "0"], in: folder
    )
    .start(output: said.descriptor, errors: said.descriptor)
    for _ in 0..<300 {
      if try run("ldapwhoami", as: Self.administrator, "secret").status == 0 { return }
      usleep(100_000)
    }
    stop()
    try #require(Bool(false), "slapd does not answer: \(said.text)")
  }

  /// Runs one of the directory's client programs with a simple bind.
  func run(_ program: String, as name: String, _ password: String, _ arguments: String...) throws -> Outcome {
    let path = try tool(program, package: "ldap-utils")
    return try Command([path, "-H", address, "-x", "-D", name, "-w", password] + arguments, in: folder).run()
  }

  func stop() {
    server.send(SIGKILL)
    _ = server.wait()
  }
}
