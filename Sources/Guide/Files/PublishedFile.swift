/// A file below `content/` that goes to the site as it is.
struct PublishedFile: Sendable {
  /// Below `content/`: `faq/phone.png`.
  var path: String
  var bytes: [UInt8]
  /// Where it stands in the site. Pictures get a name made of what they hold; all other files keep theirs, since people
  /// link to them.
  var address: String
  /// The address percent-encoded.
  var encodedAddress: [UInt8]
  /// Whether pages can show it.
  var isPicture: Bool
  /// Of a picture; nil where its file does not say.
  var size: ImageSize?
  /// Of a picture: why it does not show as it should.
  var flaw: PictureFlaw?

  /// What becomes of the file at `path` below `content/`.
  init(path: String, bytes: [UInt8]) {
    let format = PictureFormat(of: path)
    isPicture = format != nil
    (self.path, self.bytes) = (path, bytes)
    address = isPicture ? Fingerprint.address("assets/" + path, of: bytes) : path
    encodedAddress = Address.encoded(address)
    if let format { (size, flaw) = PictureFlaw.look(at: bytes, named: format) }
  }

  /// All `files`, in the order of their paths.
  ///
  /// - Parameter previous: what became of them before; what did not change is taken from it.
  static func all(_ files: [Source.File], reusing previous: [PublishedFile], threads: Int) -> [PublishedFile] {
    var known: [String: PublishedFile] = [:]
    for file in previous { known[file.path] = file }
    return concurrently(files.count, threads: threads) { [known] index in
      let path = String(files[index].path.dropFirst("content/".count))
      if let file = known[path], file.bytes == files[index].bytes { return file }
      return PublishedFile(path: path, bytes: files[index].bytes)
    }
  }
}
