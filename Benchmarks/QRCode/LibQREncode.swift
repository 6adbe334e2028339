#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// libqrencode, loaded at run time so that the package builds without it.
struct LibQREncode {
  private typealias Encode = @convention(c) (UnsafePointer<CChar>, Int32, Int32, Int32, Int32) -> OpaquePointer?
  private typealias Free = @convention(c) (OpaquePointer?) -> Void
  private let encodeString: Encode
  private let freeCode: Free

  /// What stands in the way of a comparison.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  init() throws {
    guard let library = dlopen("libqrencode.so.4", RTLD_NOW), let encode = dlsym(library, "QRcode_encodeString"),
      let free = dlsym(library, "QRcode_free")
    else { throw Missing(description: "libqrencode.so.4 is not here: apt-get install libqrencode4") }
    encodeString = unsafeBitCast(encode, to: Encode.self)
    freeCode = unsafeBitCast(free, to: Free.self)
  }

  /// Encodes `text` as the command `qrencode` does: smallest version, level M, modes mixed; and throws it away.
  func encode(_ text: String) throws {
    let code = text.withCString { encodeString($0, 0, 1, 2, 1) }
    guard code != nil else { throw Missing(description: "libqrencode refuses the text") }
    freeCode(code)
  }
}
