/// Letters as search knows them: without accents, in capitals.
///
/// The script of the page folds what a reader types by its browser's own functions: canonical decomposition, marks left out,
/// composition, capitals. Here the same is done for one scalar at a time. Capitals, for then "ß" is the same as "ss", and the
/// two small sigmas are one. Source: Unicode 14, canonical decompositions (UAX #15) and full case mappings (3.13).
enum LetterFolding {
  /// What becomes of `scalar`: letters and digits to keep, in order; empty for a mark, which a word goes on behind; nil for
  /// what stands between words. Nothing beyond the Basic Multilingual Plane is kept: browsers and we would sort it otherwise.
  static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let value = Int(scalar.value)
    if value < 0x80 {
      let capital = WordName.capital(UInt8(value))
      return capital == 0 ? nil : [Unicode.Scalar(capital)]
    }
    return value < 0x800 ? common[value - 0x80] : uncommon(scalar)
  }

  /// Whether `letter` is of a script that writes no spaces between words: Thai, Lao, Myanmar, Khmer, Kana, ideographs.
  /// `unspaced` has the same ranges.
  static func isUnspaced(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F:
      true
    default: false
    }
  }

  /// The same for the page's script: what stands between the brackets of a regular expression.
  static let unspaced =
    #"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F"#

  /// For the scripts of Europe and the Near East.
  private static let common: [[Unicode.Scalar]?] = (0x80..<0x800).map { value in
    Unicode.Scalar(value).flatMap { uncommon($0) }
  }

  private static func uncommon(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard scalar.value < 0x10000 else { return nil }
    if (0x4E00...0x9FFF).contains(scalar.value) { return [scalar] }
    if isMark(scalar) { return [] }
    guard isLetterOrNumber(scalar) else { return nil }
    let capitals = scalar.properties.uppercaseMapping.unicodeScalars.filter { !isMark($0) }.map { bases[$0] ?? $0 }
    // The iota below a Greek letter is a mark, which becomes a letter as a capital.
    return (0x1F80...0x1FFC).contains(scalar.value) ? Array(capitals.prefix(1)) : capitals
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Capitals with marks and the same without.
  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    var bases: [Unicode.Scalar: Unicode.Scalar] = [:]
    for line in families {
      guard let base = line.unicodeScalars.first else { continue }
      for scalar in line.unicodeScalars.dropFirst() { bases[scalar] = base }
    }
    return bases
  }()

  /// Each base letter and those that are made of it, of the letters up to U+30FF.
  private static let families = [
    "AÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶÅ",
    "BḂḄḆ",
    "CÇĆĈĊČḈ",
    "DĎḊḌḎḐḒ",
    "EÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ",
    "FḞ",
    "GĜĞĠĢǦǴḠ",
    "HĤȞḢḤḦḨḪ",
    "IÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ",
    "JĴ",
    "KĶǨḰḲḴK",
    "LĹĻĽḶḸḺḼ",
    "MḾṀṂ",
    "NÑŃŅŇǸṄṆṈṊ",
    "OÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ",
    "PṔṖ",
    "RŔŖŘȐȒṘṚṜṞ",
    "SŚŜŞŠȘṠṢṤṦṨ",
    "TŢŤȚṪṬṮṰ",
    "UÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ",
    "VṼṾ",
    "WŴẀẂẄẆẈ",
    "XẊẌ",
    "YÝŶŸȲẎỲỴỶỸ",
    "ZŹŻŽẐẒẔ",
    "ÆǢǼ",
    "ØǾ",
    "ƷǮ",
    "ʹʹ",
    "ΑΆἈἉἊἋἌἍἎἏᾸᾹᾺΆ",
    "ΕΈἘἙἚἛἜἝῈΈ",
    "ΗΉἨἩἪἫἬἭἮἯῊΉ",
    "ΙΊΪἸἹἺἻἼἽἾἿῘῙῚΊ",
    "ΟΌὈὉὊὋὌὍῸΌ",
    "ΡῬ",
    "ΥΎΫὙὛὝὟῨῩῪΎ",
    "ΩΏὨὩὪὫὬὭὮὯῺΏΩ",
    "ϒϓϔ",
    "ІЇ",
    "АӐӒ",
    "ГЃ",
    "ЕЀЁӖ",
    "ЖӁӜ",
    "ЗӞ",
    "ИЍЙӢӤ",
    "КЌ",
    "ОӦ",
    "УЎӮӰӲ",
    "ЧӴ",
    "ЫӸ",
    "ЭӬ",
    "ѴѶ",
    "ӘӚ",
    "ӨӪ",
    "اآأإ",
    "وؤ",
    "يئ",
    "ہۂ",
    "ےۓ",
    "ەۀ",
    "कक़",
    "खख़",
    "गग़",
    "जज़",
    "डड़",
    "ढढ़",
    "नऩ",
    "फफ़",
    "यय़",
    "रऱ",
    "ळऴ",
    "ডড়",
    "ঢঢ়",
    "যয়",
    "ਖਖ਼",
    "ਗਗ਼",
    "ਜਜ਼",
    "ਫਫ਼",
    "ਲਲ਼",
    "ਸਸ਼",
    "ଡଡ଼",
    "ଢଢ଼",
    "ஒஔ",
    "ཀཀྵ",
    "གགྷ",
    "ཌཌྷ",
    "དདྷ",
    "བབྷ",
    "ཛཛྷ",
    "ဥဦ",
    "ᬅᬆ",
    "ᬇᬈ",
    "ᬉᬊ",
    "ᬋᬌ",
    "ᬍᬎ",
    "ᬑᬒ",
    "うゔ",
    "かが",
    "きぎ",
    "くぐ",
    "けげ",
    "こご",
    "さざ",
    "しじ",
    "すず",
    "せぜ",
    "そぞ",
    "ただ",
    "ちぢ",
    "つづ",
    "てで",
    "とど",
    "はばぱ",
    "ひびぴ",
    "ふぶぷ",
    "へべぺ",
    "ほぼぽ",
    "ゝゞ",
    "ウヴ",
    "カガ",
    "キギ",
    "クグ",
    "ケゲ",
    "コゴ",
    "サザ",
    "シジ",
    "スズ",
    "セゼ",
    "ソゾ",
    "タダ",
    "チヂ",
    "ツヅ",
    "テデ",
    "トド",
    "ハバパ",
    "ヒビピ",
    "フブプ",
    "ヘベペ",
    "ホボポ",
    "ワヷ",
    "ヰヸ",
    "ヱヹ",
    "ヲヺ",
    "ヽヾ",
  ]
}
