/// The file that a build's comments come from.
package enum CommentsFile {
  /// Its bytes; the reason in the system's words, `permission denied`, where it cannot be read.
  package static func read(_ path: String) -> (bytes: [UInt8]?, reason: String) {
    switch readFile(path) {
    case .success(let (bytes, _)): (bytes, "")
    case .failure(let error): (nil, error.reason)
    }
  }

  /// The host, with its port, of `base-url` of the guide in `folder`: what comment servers call the site. Empty where the guide
  /// does not say.
  package static func site(of folder: String) -> String {
    guard let bytes = read(folder + "/" + ContentFiles.configurationPath).bytes else { return "" }
    let address = Configuration.parse(bytes, file: ContentFiles.configurationPath).configuration.baseAddress
    return String(address.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }).lowercased()
  }
}
