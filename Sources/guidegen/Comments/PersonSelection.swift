#if Comments
import ArgumentParser
import Comments

/// Whose comments a command is about.
struct PersonSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A person: the name they post under, or one of their comments. What else came from the same browser counts too.",
      valueName: "name or comment"))
  var person: String?

  /// The person; nil where none was named.
  var value: Person? {
    person.map { text in UUIDv7(text.lowercased()).map(Person.author) ?? .named(text) }
  }
}
#endif
