#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// libqrencode, loaded at run time so that the package builds without it.
struct LibQREncode {
  private typealias Encode = @convention(c) (Int32, UnsafePointer<UInt8>, Int32, Int32) -> OpaquePointer?
  private typealias Free = @convention(c) (OpaquePointer?) -> Void
  private let encodeData: Encode
  private let freeCode: Free

  /// What stands in the way of a comparison.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  init() throws {
    guard let library = dlopen("libqrencode.so.4", RTLD_NOW), let encode = dlsym(library, "QRcode_encodeData"),
      let free = dlsym(library, "QRcode_free")
    else { throw Missing(description: "libqrencode.so.4 is not here: apt-get install libqrencode4") }
    encodeData = unsafeBitCast(encode, to: Encode.self)
    freeCode = unsafeBitCast(free, to: Free.self)
  }

  /// Encodes `text` at level M in the smallest version, and throws the symbol away.
  func encode(_ text: String) throws {
    var text = text
    let code = text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { encodeData(Int32(bytes.count), $0, 0, 1) }
    }
    guard code != nil else { throw Missing(description: "libqrencode refuses the text") }
    freeCode(code)
  }
}
