/// What is shown of some articles that stand one after the other, as a file of its own: a line for each.
///
///     ["ADDRESS","LANGUAGE","TITLE","DESCRIPTION","","","HEADING","ID","HEADING","ID"…],
///
/// The address is percent-encoded and from the top of the site's language; the language is that of a text which is in another; headings
/// and ids are those of the sections, the first has none.
enum ArticleRecords {
  /// How many articles a file has. Each result of a search may be in another file: fewer articles would make files that
  /// compress badly, more would make readers load what they do not see.
  static let count = 16

  /// The name of the file with the article `number`.
  static func name(of number: Int) -> String { "a\(number / count)" }

  /// The record of the article `number` of `site`.
  static func record(of number: Int, in site: Site, sections: [SearchedArticle.Section]) -> [UInt8] {
    let page = site.pages[site.outline.pageOfArticle[number]]
    var record = [UInt8(ascii: "[")]
    record.appendJSONString(String(decoding: page.encodedAddress, as: UTF8.self).below(site.configuration.top))
    record.append(UInt8(ascii: ","))
    let language = site.articles[number].language
    record.appendJSONString(language == site.configuration.language ? "" : language ?? "")
    record.append(UInt8(ascii: ","))
    record.appendJSONString(page.title)
    record.append(UInt8(ascii: ","))
    record.appendJSONString(page.description)
    record += ",\"\",\"\"".utf8
    for section in sections {
      record.append(UInt8(ascii: ","))
      record.appendJSONString(section.title)
      record.append(UInt8(ascii: ","))
      record.appendJSONString(section.id)
    }
    record.append(UInt8(ascii: "]"))
    return record
  }

  /// The value of the file with `records`.
  static func value(of records: some Sequence<[UInt8]>) -> [UInt8] {
    Array("[\n".utf8) + Array(records.joined(separator: Array(",\n".utf8))) + Array("\n]".utf8)
  }

  /// The records in the value of a file.
  static func records(in value: ArraySlice<UInt8>) -> [[UInt8]] {
    value.split(separator: UInt8(ascii: "\n")).dropFirst().dropLast().map { line in
      Array(line.last == UInt8(ascii: ",") ? line.dropLast() : line)
    }
  }
}
