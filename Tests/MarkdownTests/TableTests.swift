import Markdown
import Testing

@Suite struct TableTests {
  @Test func `a table has alignments, escaped pipes, and markup in its cells`() {
    #expect(
      Reading.html("| a | *b* | c |\n|:--|:-:|--:|\n| `x\\|y` | [l](m.md) \\| n |\n| 1 | 2 | 3 | 4 |\n", plain: true)
        == """
        <table>
        <thead>
        <tr>
        <th align="left">a</th>
        <th align="center"><em>b</em></th>
        <th align="right">c</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td align="left"><code>x|y</code></td>
        <td align="center"><a href="m.md">l</a> | n</td>
        <td align="right"></td>
        </tr>
        <tr>
        <td align="left">1</td>
        <td align="center">2</td>
        <td align="right">3</td>
        </tr>
        </tbody>
        </table>

        """)
  }

  @Test func `in an article a table scrolls in a box that the heading above names`() {
    let html = Reading.html("## Keys\n\na | b\n- | -\n".replacing("- | -", with: "--|:-:"))
    #expect(
      html == """
        <h2 id="keys">Keys</h2>
        <div class="table" role="group" tabindex="0" aria-labelledby="keys">
        <table>
        <thead>
        <tr>
        <th scope="col">a</th>
        <th scope="col" class="align-center">b</th>
        </tr>
        </thead>
        </table>
        </div>

        """)
  }

  @Test func `a table stands in items and quotes, after a paragraph, and uses references of the document`() {
    #expect(
      Reading.tree("- text\n  | a |\n  |---|\n  | [b] |\n\n> | c |\n> |---|\n> | d\n\n[b]: e\n")
        == """
        list 1:1
          item 1:1
            paragraph 1:3
              text "text"
            table 2:3
              tableRow 2 head
                tableCell 2:5 head
                  text "a"
              tableRow 4
                tableCell 4:5
                  link 4:5 "e"
                    text "b"
        blockQuote 6:1
          table 6:3
            tableRow 6 head
              tableCell 6:5 head
                text "c"
            tableRow 8
              tableCell 8:5
                text "d"

        """.replacing("list 1:1\n", with: "list 1:1 tight\n"))
  }

  @Test(arguments: [
    "a | b\n--- | --- | ---\n", "# a | b\n--- | ---\n", "- a | b\n--- | ---\n", "a | b\n\n--- | ---\n",
    "    a | b\n    --- | ---\n", "a \\| b\n--- | ---\n",
  ])
  func `lines that are no table stay what they are`(text: String) {
    let (document, diagnostics) = Reading.parse(text)
    #expect(!document.nodes.contains { $0.kind == .table })
    #expect(diagnostics.isEmpty)
    #expect(document.plainText(of: 0).contains("---"))
  }

  @Test func `markup in a cell can't be a block, and code in it holds no escapes but the pipe's`() {
    #expect(
      Reading.html("|a|b|c|\n|-|-|-|\n|# a|- *b*|`\\:\\|\\*`|\n", plain: true).contains(
        "<td># a</td>\n<td>- <em>b</em></td>\n<td><code>\\:|\\*</code></td>\n"))
  }
}
