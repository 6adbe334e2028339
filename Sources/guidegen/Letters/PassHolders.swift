#if Letters
import Diagnostics
import Enrollment
import Glibc
import Guide
import Letters
import YAML

/// People whom an administrator had Entra ID make a Temporary Access Pass for, whose letters bring the pass. No vault is
/// needed: a pass is valid for a short time, and is kept nowhere.
struct PassHolders: Addressees {
  let people: [Addressee]
  private let entries: [PassList.Entry]
  private let template: PayloadTemplate

  /// Where people sign in to set up their own way. Source: Microsoft, "Use a Temporary Access Pass".
  static let usualAddress = "https://aka.ms/mysecurityinfo"

  /// Those in the list at `path` whom `options` mean and whose letters belong to `shard`; `address` is what their code
  /// says. Ends the command where anything is wrong.
  init(
    _ path: String, _ options: LetterPeopleOptions, of shard: LetterShard, address: String,
    settings: EnrollmentSettings, on day: CalendarDate
  ) throws {
    let (template, flaws) = PayloadTemplate.parse(address, at: nil, hasToken: false)
    let bytes = try VaultOptions.reporting { () throws(VaultError) in try Vault.readPrivate(path) }
    let list = PassList(
      bytes, file: path,
      vocabulary: UserList.Vocabulary(browsers: settings.browsers, platforms: settings.platforms), on: day)
    if !list.unusedColumns.isEmpty {
      Terminal.printError("not used: \(list.unusedColumns.map { #""\#($0)""# }.joined(separator: ", "))")
    }
    var missing = options.user
    let chosen = list.entries.filter { entry in
      let count = missing.count
      missing.removeAll { entry.user.isCalled($0) || entry.serial == $0 }
      return options.user.isEmpty || missing.count < count
    }
    var problems = flaws + list.diagnostics
    if problems.isEmpty {
      problems = missing.map { name in
        .error(
          #"there is no "\#(name)" in the list"#, at: Place(file: path), hint: "give a user principal name or an id")
      }
    }
    if !problems.isEmpty {
      let exit = VaultOptions.fail(problems, with: .wrongInput)
      Terminal.printError("no letter was made")
      throw exit
    }
    self.template = template
    entries = chosen.filter { shard.has($0.serial) }
    people = entries.map { entry in
      let (user, pass) = (entry.user, entry.pass)
      return Addressee(
        principalName: user.principalName, serial: entry.serial,
        reader: PersonalReader(
          browser: user.browser, platform: user.platform, language: user.language,
          pass: .init(isOneTime: pass.isOneTime, hasStart: pass.start != nil, hasEnd: pass.end != nil)))
    }
  }

  var hasShortSecrets: Bool { true }

  var fingerprint: [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += "\(entry.user)\u{0}\(entry.pass.code)\u{0}\(String(describing: entry.pass.start))\u{0}".utf8
      bytes += "\(String(describing: entry.pass.end))\u{0}\(template.payload(for: entry.user, nil))\u{0}".utf8
    }
    return SHA256(of: bytes).digits
  }

  func recipient(_ index: Int, of guide: LetterTexts) -> Recipient {
    let (user, pass) = (entries[index].user, entries[index].pass)
    let payload = template.payload(for: user, nil)
    var values = user.letterFields
    values[.passCode] = pass.code
    values[.passAddress] = payload
    let words = { (time: PassTime) in
      guide.words(for: time.day, to: people[index].reader) + ", " + time.clock
    }
    values[.passStart] = pass.start.map(words)
    values[.passEnd] = pass.end.map(words)
    return Recipient(values, payload: payload)
  }
}
#endif
