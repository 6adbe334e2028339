import Foundation
import QRCode
import Testing

@testable import Letters

@Suite struct CodeTests {
  @Test(arguments: [150, 300, 600])
  func `zbar and zxing read the code on the printed sheet`(_ dots: Int) throws {
    let file = try Reader.file(SampleLetter.pdf())
    let picture = try Reader.raster(of: file, dots: dots)
    let payload = SampleLetter.payload("GG0TEST000")
    #expect(try Reader.run("zbarimg", "--quiet", "--raw", picture) == payload + "\n")
    #expect(try Reader.zxing(picture) == payload)
  }

  @Test func `the code is 30 mm wide at the least, and its modules are as large as a camera needs`() throws {
    let short = try CodePicture("A")
    #expect(short.modules == 21 + 8 && short.side == 4 * 29 && short.sideOnPaper == 30.0.millimetres)
    let long = try CodePicture(SampleLetter.payload("GG0TEST000"))
    #expect(long.sideOnPaper == (Double(long.modules) * 0.8).millimetres && long.sideOnPaper > 30.0.millimetres)
  }

  @Test func `what is drawn is the code, and white around it`() throws {
    let picture = try CodePicture("otpauth://totp/a?secret=GEZDGNBV")
    #expect(try QRCode.reading(picture.drawnModules).text == "otpauth://totp/a?secret=GEZDGNBV")
    let bytes = (picture.side + 7) / 8
    #expect(picture.bits.count == bytes * picture.side)
    #expect(picture.bits.prefix(16 * bytes).allSatisfy { $0 == 0xFF })
    for row in 0..<picture.side { #expect(picture.bits[row * bytes..<row * bytes + 2].allSatisfy { $0 == 0xFF }) }
  }

  @Test func `a code that cannot hold its text is an error`() {
    var recipient = SampleLetter.recipient()
    recipient.payload = String(repeating: "x", count: 3_000)
    #expect {
      _ = try LetterPress(Stationery(), [SampleLetter.text]).file(0, for: recipient)
    } throws: { error in
      if case LetterFlaw.unencodable(let reason) = error { !reason.isEmpty } else { false }
    }
  }
}
