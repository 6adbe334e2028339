import Diagnostics
import YAML

/// The cells of one row that tell of a pass, on their way to it.
struct PassRow {
  let values: [PassField: UserList.Value]
  let place: Place
  private(set) var diagnostics: [Diagnostic] = []

  init(values: [PassField: UserList.Value], place: Place) {
    (self.values, self.place) = (values, place)
  }

  /// The pass, for a letter of `day`; only to be used where no diagnostics were added.
  mutating func pass(on day: CalendarDate) -> AccessPass {
    let start = time(.start)
    let end = end(from: start)
    if let end, end.day < day {
      report("the pass has expired", text(.end).isEmpty ? .lifetime : .end, hint: "have Entra make a new one")
    }
    return AccessPass(code: code(), start: start, end: end, isOneTime: isOneTime())
  }

  private func text(_ field: PassField) -> String { values[field]?.text ?? "" }

  private mutating func report(_ message: String, _ field: PassField, hint: String) {
    diagnostics.append(.error(message, at: values[field]?.place ?? place, hint: hint))
  }

  private mutating func code() -> String {
    let code = text(.code)
    let count = code.unicodeScalars.count
    if code.isEmpty {
      report("this row has no pass", .code, hint: "Entra shows a pass only once: have it make a new one")
    } else if !AccessPass.lengths.contains(count) {
      report(
        "this pass has \(count) \(count == 1 ? "character" : "characters")", .code,
        hint:
          "Entra's have \(AccessPass.lengths.lowerBound) to \(AccessPass.lengths.upperBound): look for a cell that was cut or shifted"
      )
    } else if !code.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) {
      report(
        "this pass holds a space, or a character that no pass has", .code,
        hint: "copy it again: spreadsheets replace hyphens and quotes")
    }
    return code
  }

  private mutating func time(_ field: PassField) -> PassTime? {
    guard !text(field).isEmpty else { return nil }
    guard let time = PassTime(text(field)) else {
      report(
        "this is not a time that everybody reads alike", field,
        hint: "write 2026-12-01 08:00 as people's clocks show it, or 2026-12-01T07:00Z")
      return nil
    }
    return time
  }

  private mutating func end(from start: PassTime?) -> PassTime? {
    let end = time(.end)
    let lifetime = text(.lifetime)
    guard !lifetime.isEmpty else {
      if let start, let end, start.zone == end.zone, (end.day, end.minute) <= (start.day, start.minute) {
        report("the pass ends before it begins", .end, hint: "look for columns that were swapped")
      }
      return end
    }
    guard let minutes = Int(lifetime), AccessPass.lifetimes.contains(minutes) else {
      report(
        "this is not a lifetime that a pass can have", .lifetime,
        hint:
          "write minutes: \(AccessPass.lifetimes.lowerBound) to \(AccessPass.lifetimes.upperBound), which are 30 days")
      return nil
    }
    guard text(.end).isEmpty else {
      report("this row has a lifetime and an end", .lifetime, hint: "leave one of them")
      return nil
    }
    guard !text(.start).isEmpty else {
      report("a lifetime alone does not say when the pass ends", .lifetime, hint: "fill in when it starts")
      return nil
    }
    return start?.adding(minutes: minutes)
  }

  private mutating func isOneTime() -> Bool? {
    switch text(.isOneTime).lowercased() {
    case "": return nil
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default:
      report("this is neither true nor false", .isOneTime, hint: "write true for a pass that can be used once")
      return nil
    }
  }
}
