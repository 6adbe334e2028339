import JSON
import Testing

@Suite struct JSONReaderTests {
  private static func read(_ text: String) -> Result<JSONValue, JSONError> {
    Result { () throws(JSONError) in try JSONReader.read(Array(text.utf8)[...]) }
  }

  @Test func `values are read with their places`() throws {
    let value = try Self.read(
      #" {"a": [1, -2.5e1, "b\u00e9\ud83d\ude00\n\/"], "c": {"d": null, "e": true}, "": false}"#
    ).get()
    #expect(value.offset == 1)
    let items = try #require(value["a"]?.items)
    #expect(items.map(\.kind) == [.integer(1), .number(-25), .string("bé😀\n/")])
    #expect(items.map(\.offset) == [8, 11, 19])
    #expect(value["c"]?["d"]?.kind == .null)
    #expect(value["c"]?["e"]?.bool == true)
    #expect(value[""]?.bool == false)
    #expect(value["missing"] == nil && value["a"]?["x"] == nil)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("12", 12),
  ])
  func `integers are exact`(text: String, number: Int) throws {
    #expect(try Self.read(text).get().integer == number)
  }

  @Test(arguments: ["1.0", "1e3", "9223372036854775808"])
  func `what has a fraction or an exponent, or is too large, is no integer`(text: String) throws {
    #expect(try Self.read(text).get().integer == nil)
  }

  @Test(arguments: [
    ("", "0: the text ends where a value should stand"), ("  ", "2: the text ends where a value should stand"),
    ("[1,]", "3: no value"), ("[1 2]", "3: neither a comma nor the end of a list"),
    ("[", "1: the text ends where a value should stand"),
    ("{a: 1}", "1: an object's name without quotes"), (#"{"a" 1}"#, "5: a name without a colon"),
    (#"{"a":1,}"#, "7: an object's name without quotes"),
    (#"{"a":1 "b":2}"#, "7: neither a comma nor the end of an object"),
    (#"{"a":1,"b":2,"a":3}"#, "13: a name that stands there twice"),
    (#"{"a":1,"\u0061":3}"#, "7: a name that stands there twice"),
    ("01", "1: more than one value"), ("1.", "2: a number without digits"), ("-", "1: a number without digits"),
    ("+1", "0: no value"), (".5", "0: no value"), ("1e", "2: a number without digits"),
    ("1e999", "0: a number that is too large"),
    ("NaN", "0: no value"), ("tru", "0: no value"), ("nullx", "4: more than one value"), ("'a'", "0: no value"),
    (#""a"#, "0: a string without an end"), ("\"a\nb\"", "2: a control character in a string"),
    (#""\x""#, "1: an unknown escape"),
    (#""\u12g4""#, "1: an escape that stands for no character"),
    (#""\ud800""#, "1: an escape that stands for no character"),
    (#""\ud800\u0041""#, "1: an escape that stands for no character"),
    (#""\udc00""#, "1: an escape that stands for no character"),
    (#""\"#, "1: an unknown escape"), (#""\u"#, "1: an escape that stands for no character"),
    ("1 1", "2: more than one value"),
    ("\u{FEFF}1", "0: no value"), ("// a\n1", "0: no value"), ("\u{A0}1", "0: no value"),
  ])
  func `what is no JSON is told with its place`(text: String, expected: String) {
    guard case .failure(let error) = Self.read(text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect("\(error.offset): \(error)" == expected)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    let error = #expect(throws: JSONError.self) { try JSONReader.read([0x20, 0x22, 0xC3, 0x22][...]) }
    #expect(error?.offset == 1 && error?.description == "a string that is no UTF-8")
  }

  @Test func `names that look alike but differ in bytes are two`() throws {
    #expect(try Self.read("{\"caf\u{E9}\":1,\"cafe\u{301}\":2}").get().members?.count == 2)
    #expect(try Self.read("{\"cafe\u{301}\":2}").get()["caf\u{E9}"] == nil)
  }

  @Test func `depth is bounded, whatever the size`() throws {
    #expect(try Self.read(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)).get().items != nil)
    for open in ["[", #"{"a":"#] {
      guard case .failure(let error) = Self.read(String(repeating: open, count: 1_000_000)) else {
        Issue.record("endless nesting was read")
        return
      }
      #expect(error.description == "lists and objects deeper than 32 levels")
    }
  }
}
