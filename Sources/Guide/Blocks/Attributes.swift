import Diagnostics
import Markdown

/// Reads a directive's attributes and collects what is wrong with them.
struct Attributes {
  private let directive: Directive
  private(set) var diagnostics: [Diagnostic] = []

  /// Attributes that are not `allowed` are errors.
  init(_ directive: Directive, allowed: [String]) {
    self.directive = directive
    var seen: Set<String> = []
    for attribute in directive.attributes {
      if !allowed.contains(attribute.name) {
        let near = nearestName(to: attribute.name, among: allowed).map { #"did you mean "\#($0)"?"# }
        let all = allowed.isEmpty ? "it takes none" : "it takes \(allowed.joined(separator: ", "))"
        diagnostics.append(
          .error(
            #""\#(directive.name)" has no attribute "\#(attribute.name)""#, at: attribute.place, hint: near ?? all))
      } else if !seen.insert(attribute.name).inserted {
        diagnostics.append(
          .error(#"the attribute "\#(attribute.name)" stands here twice"#, at: attribute.place, hint: "keep one"))
      }
    }
  }

  /// The value as it was written; nil where there is none.
  subscript(name: String) -> String? {
    directive.attributes.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// Where the attribute stands; the directive itself where it is missing.
  func place(of name: String) -> Place {
    directive.attributes.first { $0.name == name }?.place ?? directive.place
  }

  /// The value if it is one of `choices`.
  mutating func choice(_ name: String, among choices: [String], isRequired: Bool = false) -> String? {
    let all = choices.joined(separator: ", ")
    guard let value = self[name] else {
      if isRequired {
        diagnostics.append(
          .error(
            #""\#(directive.name)" needs "\#(name)""#, at: directive.place, hint: "write {\(name)=…} with one of \(all)"
          ))
      }
      return nil
    }
    if choices.contains(value) { return value }
    let near = nearestName(to: value, among: choices).map { #"did you mean "\#($0)"?"# }
    diagnostics.append(
      .error(#"unknown value "\#(value)" of "\#(name)""#, at: place(of: name), hint: near ?? "write one of \(all)"))
    return nil
  }

  /// The value; an error where there is none.
  mutating func required(_ name: String, hint: String) -> String? {
    if let value = self[name] { return value }
    diagnostics.append(.error(#""\#(directive.name)" needs "\#(name)""#, at: directive.place, hint: hint))
    return nil
  }

  /// An error where the directive has no label.
  mutating func requiredLabel(_ what: String) -> String? {
    if let label = directive.label, !label.isEmpty { return label }
    diagnostics.append(
      .error(
        #""\#(directive.name)" needs \#(what) in square brackets"#, at: directive.place,
        hint: "write ::\(directive.name)[…]"))
    return nil
  }
}
