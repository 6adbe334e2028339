import Testing

@testable import Guide

@Suite struct SearchLanguageTests {
  @Test(arguments: [
    ("en", ["SETTING", "SETTINGS", "SET"]), ("en", ["POLICY", "POLICIES"]),
    ("en", ["INSTALL", "INSTALLS", "INSTALLED", "INSTALLING"]),
    ("en-GB", ["PHONE", "PHONES"]), ("en", ["ADDRESS", "ADDRESSES"]),
    ("en", ["CHANGE", "CHANGES", "CHANGED", "CHANGING"]),
    ("en", ["DISPLAY", "DISPLAYS"]), ("en", ["COOKIE", "COOKIES"]), ("de", ["PASSWORT", "PASSWORTER", "PASSWORTS"]),
    ("de", ["KONTO", "KONTEN"]), ("de", ["ANMELDEN", "ANMELDUNG", "ANMELDUNGEN"]), ("fr", ["RESEAU", "RESEAUX"]),
    ("fr", ["JOURNAL", "JOURNAUX"]), ("fr", ["PARAMETRE", "PARAMETRES"]), ("es", ["CONTRASENA", "CONTRASENAS"]),
    ("es", ["SESION", "SESIONES"]), ("es", ["NAVEGADOR", "NAVEGADORES"]),
  ])
  func `forms of a word have one stem, which they begin with`(language: String, forms: [String]) {
    let stems = Set(forms.map(SearchLanguage(tag: language).stem))
    #expect(stems.count == 1)
    #expect(forms.allSatisfy { $0.hasPrefix(stems.first ?? "?") })
  }

  @Test(arguments: [
    ("en", ["US", "BUS", "STATUS", "KEY", "RED"]), ("ar", ["كتاب", "SETTINGS"]), ("xx", ["SETTINGS"]),
  ])
  func `some words are whole`(language: String, words: [String]) {
    #expect(words.map(SearchLanguage(tag: language).stem) == words)
  }
}
