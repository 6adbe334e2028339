/// The lines of an address whose parts stand in columns of their own.
struct PostalAddress {
  var street = ""
  var postalCode = ""
  var city = ""
  var state = ""
  var country = ""

  /// As the country's post wants them; the country itself in capitals on the last line.
  ///
  /// Source: the Universal Postal Union's addressing guide: the code stands before the town in most of Europe, behind
  /// the town and its state in North America and Australia, and below the town in the United Kingdom and Ireland.
  var lines: [String] {
    let town: [String]
    switch country.lowercased() {
    case "us", "usa", "united states", "united states of america", "ca", "canada", "au", "australia":
      let region = joined([state, postalCode])
      town = [city.isEmpty || region.isEmpty ? city + region : "\(city), \(region)"]
    case "gb", "uk", "united kingdom", "great britain", "ie", "ireland":
      town = [city, postalCode]
    default:
      town = [joined([postalCode, city])]
    }
    return (street.split(whereSeparator: \.isNewline).map(String.init) + town + [country.uppercased()])
      .filter { !$0.isEmpty }
  }

  private func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
