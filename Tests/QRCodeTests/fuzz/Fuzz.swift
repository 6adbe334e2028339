// Compiled into one module with the sources of QRCode by fuzz.sh.

/// What libFuzzer calls: the first bytes choose options, the others are the payload.
///
/// Nothing may crash, and what is drawn must be read back as it was meant. The payload is also taken as a matrix, which
/// the reader must survive.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count >= 4 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let payload = Array(input.dropFirst(4))
  var options = QRCode.Options(
    family: [.qr, .micro, .rectangular, .qr][Int(input[0] & 3)],
    level: QRCode.Level.allCases[Int(input[0] >> 2 & 3)], boostsLevel: input[0] & 16 == 0)
  options.eci = [.whenNeeded, .never, .always, .assignment(Int(input[3]) * 4_000)][Int(input[1] & 3)]
  if input[1] & 4 != 0 { options.mask = Int(input[1] >> 4) }
  if input[2] & 1 != 0 { options.mode = QRCode.Mode.allCases[Int(input[2] >> 1 & 3)] }
  if input[2] & 8 != 0 { options.fnc1 = input[2] & 16 != 0 ? .gs1 : .application("37") }
  if input[2] & 32 != 0 { options.version = QRCode.Version(qr: Int(input[3] & 63)) }
  if let code = try? QRCode.encode(bytes: payload, options: options) {
    precondition(code.says(payload), "a code does not say its payload")
    precondition(!code.svg().isEmpty && !code.png().isEmpty)
  }
  if input[3] & 1 == 1,
    let codes = try? QRCode.encodeSequence(bytes: payload, count: Int(input[3] >> 4), options: options)
  {
    precondition(QRCode.say(codes, payload), "a sequence does not say its payload")
  }
  var matrix = QRCode.Matrix(width: 17 + 4 * Int(input[3] % 5 + 1), height: 17 + 4 * Int(input[3] % 5 + 1))
  for (index, byte) in payload.prefix(matrix.width * matrix.height).enumerated() {
    matrix[index % matrix.width, index / matrix.width] = byte & 1 == 1
  }
  _ = try? QRCode.reading(matrix)
  _ = KeyURILint.findings(in: String(decoding: payload, as: UTF8.self))
  return 0
}
