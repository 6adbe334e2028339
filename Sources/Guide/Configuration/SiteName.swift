/// What comment servers call a help centre.
package enum SiteName {
  /// The host of `base-url` of the guide in `folder`, with its port and path if it has any; empty where the guide does not say.
  package static func read(fromGuideIn folder: String) -> String {
    guard case .success(let (bytes, _)) = readFile(folder + "/" + ContentFiles.configurationPath) else { return "" }
    return of(Configuration.parse(bytes, file: ContentFiles.configurationPath).configuration.baseAddress)
  }

  /// That of the help centre at `address`: `https://help.example.com/`.
  static func of(_ address: String) -> String {
    let rest = address.drop { $0 != "/" }.drop { $0 == "/" }
    let host = rest.prefix { $0 != "/" }
    var path = rest[host.endIndex...]
    while path.hasSuffix("/") { path.removeLast() }
    return host.lowercased() + path
  }
}
