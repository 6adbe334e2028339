import Foundation

/// A window of a real browser, with a fresh profile.
protocol BrowserWindow: AnyObject {
  /// Goes to `address` and waits until it has loaded.
  func open(_ address: String) throws

  /// What the body of a function, `script`, returns; a promise is waited for. It sees `arguments`.
  @discardableResult
  func evaluate(_ script: String, _ arguments: [JSON]) throws -> JSON

  /// Does what W3C WebDriver's actions (17.5) say.
  func perform(_ actions: JSON) throws
}

/// What a browser or its driver refused.
struct BrowserRefusal: Error, CustomStringConvertible {
  var description: String
}

/// Keys by WebDriver's code points (W3C WebDriver, 17.4.2).
enum BrowserKey: String {
  case tab = "\u{E004}"
  case enter = "\u{E007}"
  case space = " "
  case arrowDown = "\u{E015}"
  case arrowUp = "\u{E013}"
  case escape = "\u{E00C}"
}

extension BrowserWindow {
  @discardableResult
  func evaluate(_ script: String, _ arguments: JSON...) throws -> JSON { try evaluate(script, arguments) }

  /// Presses and releases `keys`, one after the other.
  func press(_ keys: BrowserKey...) throws { try strike(keys.map(\.rawValue)) }

  /// Types `text` into what has the focus.
  func type(_ text: String) throws { try strike(text.map(String.init)) }

  private func strike(_ keys: [String]) throws {
    let presses = keys.flatMap { key -> [JSON] in
      ["keyDown", "keyUp"].map { ["type": .string($0), "value": .string(key)] }
    }
    try perform([["type": "key", "id": "keyboard", "actions": .array(presses)]])
  }
}
