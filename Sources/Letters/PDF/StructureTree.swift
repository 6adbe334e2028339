/// What the parts of a text are, for those who hear it or read it in another form.
///
/// Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
struct StructureTree: Sendable {
  /// One part: a paragraph, a heading, a list.
  private struct Element: Sendable {
    var type: String
    /// -1 for the document.
    var parent: Int
    var children: [Int] = []
    /// The content on each page, in order.
    var marks: [(page: Int, mark: Int)] = []
    /// More of its dictionary.
    var attributes: [UInt8] = []
  }

  private var elements: [Element]
  /// By page: the element of each mark.
  private var pages: [[Int]] = []

  /// A document in `language`, a tag.
  init(language: String) {
    var document = Element(type: "Document", parent: -1)
    document.attributes.write("/Lang")
    document.attributes.write(textString: language)
    elements = [document]
  }

  /// Adds an element below `parent`; 0 is the document.
  ///
  /// - Parameters:
  ///   - alternative: what says in words what a picture shows.
  ///   - language: a tag, where it is another than that of what is around it.
  ///   - attributes: an attribute dictionary's inside, such as `/O/List/ListNumbering/Decimal`.
  /// - Returns: its number.
  mutating func add(
    _ type: String, below parent: Int, alternative: String? = nil, language: String? = nil, attributes: String = ""
  ) -> Int {
    var element = Element(type: type, parent: parent)
    if let alternative {
      element.attributes.write("/Alt")
      element.attributes.write(textString: alternative)
    }
    if let language {
      element.attributes.write("/Lang")
      element.attributes.write(textString: language)
    }
    if !attributes.isEmpty { element.attributes.write("/A<<\(attributes)>>") }
    elements.append(element)
    elements[parent].children.append(elements.count - 1)
    return elements.count - 1
  }

  /// The type of `element`.
  func type(of element: Int) -> String { elements[element].type }

  /// How many elements there are, with the document.
  var count: Int { elements.count }

  /// Adds contents to `page`: their elements, in the order of their numbers.
  mutating func mark(_ owners: [Int], page: Int) {
    while pages.count <= page { pages.append([]) }
    for element in owners {
      elements[element].marks.append((page, pages[page].count))
      pages[page].append(element)
    }
  }

  /// Writes the elements.
  ///
  /// - Parameters:
  ///   - numbers: the objects to be, one for each element.
  ///   - above: the object that the first element belongs to.
  ///   - pageNumbers: the pages' objects.
  func writeElements(into file: inout PDFAssembly, _ numbers: Range<Int>, below above: Int, pages pageNumbers: [Int]) {
    for (index, element) in elements.enumerated() {
      file.add(numbers.lowerBound + index) { object in
        object.write("<</S/")
        object.write(element.type)
        object.write("/P ")
        object.write(reference: element.parent < 0 ? above : numbers.lowerBound + element.parent)
        object += element.attributes
        if let first = element.marks.first {
          object.write("/Pg ")
          object.write(reference: pageNumbers[first.page])
        }
        object.write("/K[")
        for mark in element.marks {
          if mark.page == element.marks[0].page {
            object.write(mark.mark)
            object.write(" ")
          } else {
            object.write("<</Type/MCR/Pg ")
            object.write(reference: pageNumbers[mark.page])
            object.write("/MCID ")
            object.write(mark.mark)
            object.write(">>")
          }
        }
        for child in element.children {
          object.write(reference: numbers.lowerBound + child)
          object.write(" ")
        }
        object.write("]>>")
      }
    }
  }

  /// Appends the entries of the number tree that leads from contents to elements; the first page has the key `key`.
  func writeParents(to object: inout [UInt8], _ numbers: Range<Int>, firstKey key: Int) {
    for (page, owners) in pages.enumerated() {
      object.write(key + page)
      object.write("[")
      for owner in owners {
        object.write(reference: numbers.lowerBound + owner)
        object.write(" ")
      }
      object.write("]")
    }
  }
}
