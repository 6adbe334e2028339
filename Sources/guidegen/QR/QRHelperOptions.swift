import ArgumentParser

/// Codes that a helpdesk prints, made from their parts.
struct QRHelperOptions: ParsableArguments {
  @Flag(help: "Check an otpauth:// address instead of drawing it.")
  var lint = false
}
