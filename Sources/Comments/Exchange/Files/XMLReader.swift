import CExpat
import Diagnostics

/// What stands in an XML file, in its order.
enum XMLEvent {
  case start(XMLName, attributes: [XMLName: String])
  /// `text` is what stands in the element behind the last one within it: all text, where it has none.
  case end(XMLName, text: String)
}

/// A name of an element or attribute.
struct XMLName: Hashable {
  /// The name space that it belongs to; empty for none.
  var space: String
  var name: String

  init(_ name: String, in space: String = "") {
    (self.space, self.name) = (space, name)
  }
}

/// Reads XML piece by piece; the only place that touches expat's pointers.
///
/// What stands in other files is never looked at: entities and document types that a file says are elsewhere are left out.
/// Entities that stand in the file count, but a text that grows by them more than tenfold is refused.
/// Source: expat's reference, "Billion Laughs Attack Protection"; XML 1.0; Namespaces in XML 1.0.
final class XMLReader {
  private let file: InputFile
  private let parser: XML_Parser
  private let handle: (XMLEvent, Place) throws(ImportError) -> Void
  private var text: [UInt8] = []
  private var failure: ImportError?

  /// Bytes of one element's text.
  private static let longest = 8 << 20
  /// Between a name's space and the name; no address has it.
  private static let separator = UInt8(ascii: "\n")

  /// Reads `file` to its end.
  ///
  /// - Parameter handle: is given each event and where it is; what it throws ends the reading.
  static func read(
    _ file: InputFile, _ handle: @escaping (XMLEvent, Place) throws(ImportError) -> Void
  ) throws(ImportError) {
    guard let parser = XML_ParserCreateNS(nil, CChar(bitPattern: Self.separator)) else {
      throw .problem("there is not enough memory", at: Place(file: file.name))
    }
    try XMLReader(file, parser, handle).read()
  }

  private init(
    _ file: InputFile, _ parser: XML_Parser, _ handle: @escaping (XMLEvent, Place) throws(ImportError) -> Void
  ) {
    (self.file, self.parser, self.handle) = (file, parser, handle)
  }

  deinit {
    XML_ParserFree(parser)
  }

  private func read() throws(ImportError) {
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, 10)
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 1 << 20)
    // The parser calls only while `read` runs, and `self` lives as long.
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { XMLReader.of($0)?.start($1, $2) }, { XMLReader.of($0)?.end($1) })
    XML_SetCharacterDataHandler(parser) { XMLReader.of($0)?.add($1, $2) }
    while true {
      guard let buffer = XML_GetBuffer(parser, Int32(InputFile.pieceSize)) else {
        throw .problem("there is not enough memory", at: place)
      }
      let count = try file.read(
        into: UnsafeMutableRawBufferPointer(start: buffer, count: InputFile.pieceSize))
      let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
      if let failure { throw failure }
      guard status == XML_STATUS_OK else {
        throw .problem("this is no XML as it should be: \(message)", at: place)
      }
      if count == 0 { return }
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
    data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Where the parser is.
  private var place: Place {
    Place(
      file: file.name, line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
  }

  private var message: String {
    XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "it cannot be read"
  }

  private func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    text.removeAll(keepingCapacity: true)
    guard let name else { return }
    var all: [XMLName: String] = [:]
    var next = attributes
    while let pair = next, let key = pair[0], let value = pair[1] {
      all[Self.name(key)] = String(cString: value)
      next = pair + 2
    }
    pass(.start(Self.name(name), attributes: all))
  }

  private func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    pass(.end(Self.name(name), text: String(decoding: text, as: UTF8.self)))
    text.removeAll(keepingCapacity: true)
  }

  private func add(_ start: UnsafePointer<CChar>?, _ count: Int32) {
    guard let start, failure == nil else { return }
    text += UnsafeRawBufferPointer(start: start, count: Int(count))
    if text.count > Self.longest { stop(.problem("the text of one element is too long", at: place)) }
  }

  private func pass(_ event: XMLEvent) {
    // The parser may have some events left when it is stopped.
    guard failure == nil else { return }
    do throws(ImportError) {
      try handle(event, place)
    } catch {
      stop(error)
    }
  }

  private func stop(_ error: ImportError) {
    failure = error
    XML_StopParser(parser, 0)
  }

  private static func name(_ text: UnsafePointer<CChar>) -> XMLName {
    let parts = String(cString: text).utf8.split(separator: separator, maxSplits: 1)
    guard let last = parts.last, let first = parts.first, parts.count == 2 else {
      return XMLName(String(cString: text))
    }
    return XMLName(String(Substring(last)), in: String(Substring(first)))
  }
}
