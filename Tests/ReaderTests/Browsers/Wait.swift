import Foundation

/// Waiting for programs that say in no other way that they are ready.
enum Wait {
  /// What `condition` returns, once that is not nil.
  ///
  /// - Throws: after a minute, saying `what`.
  @discardableResult
  static func until<Value>(_ what: String, _ condition: () throws -> Value?) throws -> Value {
    let end = Date() + 60
    while Date() < end {
      if let value = try condition() { return value }
      usleep(20_000)
    }
    throw BrowserRefusal(description: "waited in vain until \(what)")
  }
}
