#if Enrollment
import Diagnostics
import Enrollment
import Glibc
import Guide
import QRCode

/// One run that makes people's pages: who gets which, then the vault, then the site.
struct PageJob {
  /// Somebody who gets a page.
  private struct Person: Sendable {
    let user: User
    let token: Token
    let access: PageAccess
    let reader: PersonalReader

    init(_ user: User, _ token: Token, _ access: PageAccess) {
      (self.user, self.token, self.access) = (user, token, access)
      reader = PersonalReader(browser: user.browser, platform: user.platform, language: user.language)
    }
  }

  private let pages: PersonalPages
  private let crew: Crew
  private let isRenewing: Bool
  private let expires: PageExpiry?
  private let needsAddress: Bool
  private let now = time(nil)

  private var people: [Person] = []
  /// By what the article depends on.
  private var texts: [PersonalReader: PersonalText] = [:]
  private var changed: [Enrollee] = []
  private var entries: [AuditEntry] = []
  /// Names of pages that are to go.
  private var stale: [String] = []
  private var kept = 0

  /// How many pages are made before they are written; each takes a tenth of a second of one processor.
  private static let portion = 64
  /// The length of a page's ciphertext is a multiple of this.
  private static let step = 4096

  init(_ pages: PersonalPages, _ crew: Crew, renewing: Bool, expires: PageExpiry?, needsAddress: Bool) {
    (self.pages, self.crew, isRenewing, self.expires) = (pages, crew, renewing, expires)
    self.needsAddress = needsAddress
  }

  /// Decides on everybody's page; ends the command where somebody cannot have one.
  mutating func choose(_ options: PeopleOptions, in vault: Vault) throws {
    var revoked: [String] = []
    var problems = try options.visit(vault) { _, enrollee in
      guard let token = enrollee.token else {
        revoked.append(enrollee.user.principalName)
        return drop(enrollee)
      }
      take(enrollee, token)
    }
    problems += options.judge(revoked)
    if people.isEmpty, problems.isEmpty {
      problems.append(
        .error("the vault holds no token", at: Place(file: vault.path), hint: "guidegen enroll import makes them"))
    }
    if !problems.isEmpty {
      let exit = VaultOptions.fail(problems, with: .wrongInput)
      Terminal.printError("nothing was changed")
      throw exit
    }
  }

  /// Nobody should open the page of a token that does not hold.
  private mutating func drop(_ enrollee: Enrollee) {
    guard let page = enrollee.page else { return }
    stale.append(page.name)
    var new = enrollee
    new.page = nil
    changed.append(new)
    entries.append(AuditEntry(.pageRemoved, principalName: enrollee.user.principalName, serial: page.serial))
  }

  private mutating func take(_ enrollee: Enrollee, _ token: Token) {
    var access: PageAccess
    if let old = enrollee.page, !isRenewing, old.serial == token.serial, old.expires > now,
      old.addressKey != nil || !needsAddress
    {
      access = old
      if let expires { access.expires = expires.moment(from: now) }
      kept += 1
    } else {
      var generator = SystemRandomNumberGenerator()
      access = PageAccess(
        serial: token.serial, expires: (expires ?? .usual).moment(from: now), withAddressKey: needsAddress,
        using: &generator)
      if let old = enrollee.page { stale.append(old.name) }
    }
    people.append(Person(enrollee.user, token, access))
    guard access != enrollee.page else { return }
    var new = enrollee
    new.page = access
    changed.append(new)
    entries.append(AuditEntry(.pageMade, principalName: enrollee.user.principalName, serial: token.serial))
  }

  /// Makes all pages; first the vault knows what opens them.
  ///
  /// - Returns: what was done, in words.
  mutating func make(of vault: Vault, in folder: PageFolder) throws -> String {
    for person in people where texts[person.reader] == nil {
      texts[person.reader] = PersonalText(pages.text(for: person.reader))
    }
    let length = try commonLength()
    for name in stale { _ = try folder.removePage(called: name) }
    if !changed.isEmpty {
      var generator = SystemRandomNumberGenerator()
      try VaultOptions.reporting { () throws(VaultError) in
        for enrollee in changed { try vault.put(enrollee, using: &generator) }
        try vault.save(entries)
      }
    }
    return try publish(length, in: folder)
  }

  private func publish(_ length: Int, in folder: PageFolder) throws -> String {
    for file in pages.files { _ = try folder.write(file.bytes, to: file.path) }
    var written = 0
    for start in stride(from: 0, to: people.count, by: Self.portion) {
      let part = people[start..<min(people.count, start + Self.portion)]
      let made = try VaultOptions.reporting { () throws(VaultError) in
        try crew.map(part.count) { (number) throws(VaultError) in try page(of: part[part.startIndex + number], length) }
      }
      for file in made where try folder.write(file.bytes, to: file.path) { written += 1 }
    }
    return "\(counted(people.count, "page", "pages")); \(people.count - kept) new, \(written) written"
  }

  /// Bytes that hold everybody's text, so that no page tells by its length whose it is.
  private func commonLength() throws -> Int {
    let longest = try VaultOptions.reporting { () throws(VaultError) in
      try crew.map(people.count) { (number) throws(VaultError) in try text(of: people[number]).bytes.count }.max() ?? 0
    }
    return (longest + Self.step - 1) / Self.step * Self.step
  }

  private func page(of person: Person, _ length: Int) throws(VaultError) -> (path: String, bytes: [UInt8]) {
    let sealed = try SealedPage(text(of: person).bytes, length: length, for: person.access)
    return pages.page(
      called: person.access.name, for: person.reader, sealed: sealed.bytes, lastDay: person.access.lastDay)
  }

  private func text(of person: Person) throws(VaultError) -> PageText {
    let user = person.user
    let values: [PersonalField: String] = [
      .name: user.displayName.isEmpty ? user.principalName : user.displayName, .account: user.principalName,
      .email: user.email, .serial: person.token.serial, .secret: person.token.secret.grouped,
    ]
    var bytes = values.mapValues { Array($0.utf8) }
    bytes[.picture] = try picture(for: person)
    return try PageText(person.token, html: texts[person.reader]?.filled(bytes) ?? [])
  }

  /// The person's code as SVG, read back before anything is sealed.
  private func picture(for person: Person) throws(VaultError) -> [UInt8] {
    let payload = person.token.keyURI
    let code: QRCode
    do throws(QRCodeError) {
      code = try QRCode.encode(payload, level: .medium)
    } catch {
      throw .refused(attempt: "draw the code of", path: person.user.principalName, code: E2BIG)
    }
    guard code.says(Array(payload.utf8)) else {
      throw .refused(attempt: "read back the code of", path: person.user.principalName, code: EILSEQ)
    }
    return code.svg(QRCode.Picture(title: "QR code for the app"))
  }
}

// MARK: Codes

extension PageJob {
  /// Ends the command where a cell would be run by a spreadsheet.
  func checkCells() throws {
    let problems = people.flatMap { person in
      [
        ("principal name", person.user.principalName), ("name", person.user.displayName),
        ("mail address", person.user.email),
      ].compactMap { name, text in
        PageCodes.finding(text, called: name, of: person.user.principalName)
      }
    }
    if !problems.isEmpty { throw VaultOptions.fail(problems, with: .wrongInput) }
  }

  /// Writes everybody's address and code to a file of its own, for its owner alone.
  func writeCodes(to path: String, replacing: Bool, log vault: Vault) throws {
    try VaultOptions.reporting { () throws(VaultError) in
      try vault.log(
        people.map {
          AuditEntry(
            .exported, principalName: $0.user.principalName, serial: $0.token.serial, format: "enrollment-page-codes")
        })
      let draft = try PrivateDraft(path)
      try draft.append(PageCodes.head)
      for person in people {
        try draft.append(
          PageCodes.line([
            pages.baseAddress + person.access.address(in: PersonalPages.folder), person.access.groupedCode,
            person.user.principalName, person.user.displayName, person.user.email, "\(person.access.lastDay)",
          ]))
      }
      try draft.finish(replacing: replacing)
    }
  }
}
#endif
