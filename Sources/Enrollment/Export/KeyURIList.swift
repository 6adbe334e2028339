import Diagnostics

/// `otpauth://` addresses, one a line: what most other tools import.
struct KeyURIList: TokenExport {
  func obstacles(to token: ExportedToken) -> [Diagnostic] { [] }

  func part(_ tokens: [ExportedToken], index: Int, count: Int) -> [UInt8] {
    tokens.flatMap { Array(($0.token.keyURI + "\n").utf8) }
  }
}
