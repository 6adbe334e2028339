#if Comments
import ArgumentParser
import Comments

/// `guidegen comments erase`.
struct CommentsEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erases all that the store has of a person, for good.",
    discussion: """
      Names, texts, websites, keys and votes go, out of an SQLite file as well. That there was a comment, and when, stays, \
      so that replies keep their places. Look first at what there is:

        guidegen comments export --person "Ada"
        guidegen comments erase --person "Ada" --yes

      Pages that were built before have the comments until the next build; backups have them until they are destroyed.
      """)

  @OptionGroup var person: PersonSelection

  @Flag(help: "Do it: nothing of it can be taken back.")
  var yes = false

  @OptionGroup(title: "The store") var store: StoreOptions

  mutating func validate() throws {
    guard person.person != nil else { throw ValidationError("Say with --person whose comments to erase.") }
    guard yes else {
      throw ValidationError(
        "This cannot be taken back: look at guidegen comments export --person first, and add --yes.")
    }
  }

  func run() throws {
    guard let person = person.value else { return }
    let settings = try store.settings()
    let opened = try store.open(settings)
    let site = try store.site(in: opened, settings)
    let count = try StoreOptions.reporting { () throws(SQLError) in try opened.erase(person, of: site) }
    guard count > 0 else { throw StoreOptions.fail([.nothingOfPerson], with: .wrongInput) }
    Terminal.print(counted(count, "comment", "comments") + " erased")
  }
}
#endif
