/// What search knows of a language: endings that make no difference, and words that say nothing.
///
/// Both are data that the page's script is sent, so that a language is a table here and nothing else. Endings are only cut
/// off, never replaced: so all forms of a word begin with what is left, and stand together in a sorted list.
struct SearchLanguage: Sendable {
  /// Endings, in capitals without accents, and how many of their letters are cut off; the longest that fits counts.
  let endings: [String: Int]
  /// Words, in capitals without accents, that are neither indexed nor asked for.
  let stopWords: Set<String>
  /// How many letters an ending has at most.
  private let longestEnding: Int

  /// How many letters of a word stay at least.
  static let shortestStem = 3

  /// The language of the tag `tag` (BCP 47): by its first part; one that is not known has neither endings nor stop words.
  init(tag: String) {
    let table = Self.tables[String(tag.lowercased().prefix { $0 != "-" })]
    var endings: [String: Int] = [:]
    for rule in (table?.endings ?? "").split(separator: " ") {
      let parts = rule.split(separator: "|", omittingEmptySubsequences: false)
      endings[parts.joined().uppercased()] = parts.last?.count ?? 0
    }
    self.endings = endings
    longestEnding = endings.keys.map(\.count).max() ?? 0
    stopWords = Set((table?.stopWords ?? "").uppercased().split(separator: " ").map(String.init))
  }

  /// What all forms of `word`, which is in capitals without accents, begin with.
  func stem(of word: String) -> String {
    for length in stride(from: min(longestEnding, word.count), to: 0, by: -1) {
      guard let cut = endings[String(word.suffix(length))] else { continue }
      if word.count - cut >= Self.shortestStem { return String(word.dropLast(cut)) }
    }
    return word
  }

  /// Endings: what stands before a bar stays. "tting" loses its last four letters in `t|ting`, as
  /// "setting" does, and none in `ss|`, as "access".
  private static let tables: [String: (endings: String, stopWords: String)] = [
    "en": (
      """
      s es e ed ing ings ss| us| is| ies ie y ied ay| ey| oy| uy| eed| b|bing d|ding g|ging l|ling m|ming n|ning p|ping \
      r|ring t|ting t|tings b|bed d|ded g|ged l|led m|med n|ned p|ped r|red t|ted l|l l|ls
      """,
      """
      a about after all also am an and any are as at be been before but by can could did do does doing don for from had \
      has have having he her here his how i if in into is it its just ll me more most my no nor not of on once only or \
      other our over own re s same she should so some such t than that the their them then there these they this those \
      through to too under until ve very was we were what when where which while who why will with would you your
      """
    ),
    "de": (
      "e en er ern em es n s nen ung ungen heit| keit| o os et",
      """
      aber als am an auch auf aus bei bin bis da damit das dass dem den der des die diese dieser dieses dir doch du durch ein \
      eine einem einen einer eines er es fur habe haben hat hier ich ihr im in ist ja kann kein keine konnen man mein meine \
      mich mir mit nach nicht noch nur ob oder ohne sein sich sie sind so uber um und uns unter vom von vor wann war was weil \
      wenn wer werden wie wird wir wo zu zum zur
      """
    ),
    "fr": (
      "s x e es er ez ee ees ant ants a|l a|ux eau|x if ifs ive ives",
      """
      a ai au aux avec c ce ces cette comme comment d dans de des du elle en est et etes il ils j je l la le les leur lui m ma \
      mais me mes mon n ne nos notre nous on ou par pas pour qu quand que qui quoi s sa sans se ses si son sont sur t ta te \
      tes toi ton tu un une vos votre vous y
      """
    ),
    "es": (
      "s es o os a as e ar er ir ando iendo ado ados ada adas z ces",
      """
      a al algo con como cual cuando de del desde donde e el ella en entre era es esa ese eso esta este esto ha hay la las le \
      les lo los mas me mi mis muy no nos o para pero por porque que quien se si sin sobre son su sus te tu tus un una uno y \
      ya yo
      """
    ),
    "ar": (
      "ها ان ات ون ين يه ية ه ة ي",
      "في من على الى عن ان او و ثم هذا هذه ذلك التي الذي ما لا لم هل كيف هو هي مع كل قد"
    ),
  ]
}
