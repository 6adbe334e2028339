import Diagnostics

extension YAMLNode {
  /// The one document in `bytes`, which start on line `firstLine` of `file`.
  ///
  /// Scalars stay text but for nulls, anchors and aliases are resolved, keys are unique text. A byte order mark is
  /// passed over. Bounds: 64 levels, and 10,000 values brought in by aliases.
  ///
  /// - Returns: the node, nil where the text is not YAML or breaks a bound; an empty text is a null. Keys that are
  ///   written twice are errors that leave a node, with the first of them.
  /// Source: YAML 1.1 as libyaml reads it.
  public static func parse(
    _ bytes: ArraySlice<UInt8>, file: String, firstLine: Int = 1
  ) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
    let skipped = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let places = PlaceFinder(bytes, skipped: skipped, file: file, firstLine: firstLine)
    return bytes.dropFirst(skipped).withUnsafeBufferPointer { text in
      guard let events = EventReader(text) else {
        return (nil, [.error("no memory to read this file", at: Place(file: file))])
      }
      var composer = Composer(events: events, places: places)
      do throws(Composer.Stop) {
        let node = try composer.document()
        return (node, composer.diagnostics)
      } catch {
        return (nil, composer.diagnostics + [error.diagnostic])
      }
    }
  }
}
