#if Letters
import Diagnostics
import Enrollment
import Guide
import Letters
import YAML

/// People with a token in the vault, whose letters bring the token's code.
struct TokenHolders: Addressees {
  let people: [Addressee]
  private let sealed: SealedPeople
  /// By person: where the record stands in the vault.
  private let records: [Int]
  private let day: CalendarDate

  /// Those whom `options` mean and whose letters belong to `shard`; `day` is the letters' date. Ends the command where
  /// somebody is not in the vault.
  init(_ options: PeopleOptions, in vault: Vault, of shard: LetterShard, on day: CalendarDate) throws {
    var people: [Addressee] = []
    var records: [Int] = []
    var revoked: [String] = []
    var closed = 0
    var problems = try options.visit(vault) { index, enrollee in
      guard let token = enrollee.token else { return revoked.append(enrollee.user.principalName) }
      guard shard.has(token.serial) else { return }
      let page = enrollee.openPage(on: day)
      if enrollee.page != nil, page == nil { closed += 1 }
      let user = enrollee.user
      let reader = PersonalReader(
        browser: user.browser, platform: user.platform, language: user.language,
        page: page.map { $0.addressKey == nil ? .withCode : .withoutCode } ?? .none)
      people.append(Addressee(principalName: user.principalName, serial: token.serial, reader: reader))
      records.append(index)
    }
    problems += options.judge(revoked)
    if !problems.isEmpty { throw VaultOptions.fail(problems, with: .wrongInput) }
    if closed > 0 {
      Terminal.printError(
        "left out: \(counted(closed, "enrollment page", "enrollment pages")) that expired, or of an earlier token; "
          + "guidegen enroll pages makes them anew")
    }
    (self.people, self.records, self.day, sealed) = (people, records, day, vault.people)
  }

  var hasShortSecrets: Bool { false }

  var fingerprint: [UInt8] { sealed.fingerprint + records.flatMap { "\($0) ".utf8 } }

  /// What the vault's log is to say.
  var auditEntries: [AuditEntry] {
    people.map { AuditEntry(.printed, principalName: $0.principalName, serial: $0.serial) }
  }

  func recipient(_ index: Int, of guide: LetterTexts) throws(VaultError) -> Recipient {
    let enrollee = try sealed.enrollee(at: records[index])
    guard let token = enrollee.token else { preconditionFailure("only people with a token were chosen") }
    var values = enrollee.user.letterFields
    values[.serial] = token.serial
    values[.secret] = token.secret.grouped
    if let page = enrollee.openPage(on: day) {
      values[.pageAddress] = guide.baseAddress + page.address(in: PersonalPages.folder)
      values[.pageLastDay] = guide.words(for: page.lastDay, to: people[index].reader)
      // Where the address holds a part of the key, the code must not travel with it.
      if page.addressKey == nil { values[.pageCode] = page.groupedCode }
    }
    return Recipient(values, payload: token.keyURI)
  }
}

extension Enrollee {
  /// The enrollment page that a letter of `day` tells of: it shows the token that holds, and opens on that day.
  fileprivate func openPage(on day: CalendarDate) -> PageAccess? {
    page.flatMap { $0.serial == token?.serial && $0.lastDay >= day ? $0 : nil }
  }
}
#endif
