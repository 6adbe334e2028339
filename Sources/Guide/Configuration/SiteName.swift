/// What comment servers call a help centre.
package enum SiteName {
  /// The host, with its port, of `base-url` of the guide in `folder`; empty where the guide does not say.
  package static func read(fromGuideIn folder: String) -> String {
    guard case .success(let (bytes, _)) = readFile(folder + "/" + ContentFiles.configurationPath) else { return "" }
    let address = Configuration.parse(bytes, file: ContentFiles.configurationPath).configuration.baseAddress
    return String(address.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }).lowercased()
  }
}
