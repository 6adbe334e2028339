/// What a list can say of a user, and the headings under which directories and spreadsheets say it.
enum UserField: CaseIterable {
  case id, principalName, displayName, email, address, street, postalCode, city, state, country
  case language, browser, platform

  /// The field that a column or key is for; nil for what guidegen does not use.
  ///
  /// Capitals, spaces, hyphens and underscores do not count: `User principal name` is `userPrincipalName`.
  init?(heading: String) {
    let plain = String(
      heading.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.value < 58 && $0.value > 47 })
    guard let field = Self.allCases.first(where: { $0.headings.contains(plain) }) else { return nil }
    self = field
  }

  /// What a message calls the column.
  var name: String { headings[0] }

  /// Sources: the columns of Entra's "Download users", of Microsoft Graph's user resource and of Get-ADUser.
  private var headings: [String] {
    switch self {
    case .id: ["id", "objectid", "objectguid", "employeeid", "userid"]
    case .principalName: ["userprincipalname", "upn", "principalname", "username", "user", "login", "signin"]
    case .displayName: ["displayname", "name", "fullname"]
    case .email: ["email", "mail", "emailaddress", "primarysmtpaddress"]
    case .address: ["address", "postaladdress"]
    case .street: ["street", "streetaddress"]
    case .postalCode: ["postalcode", "zip", "zipcode", "postcode", "plz"]
    case .city: ["city", "town", "locality"]
    case .state: ["state", "province", "stateorprovince"]
    case .country: ["country", "countryorregion"]
    case .language: ["language", "preferredlanguage", "locale", "lang"]
    case .browser: ["browser"]
    case .platform: ["platform", "os", "operatingsystem", "system"]
    }
  }
}
