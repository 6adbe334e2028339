import Testing
import YAML

@Suite struct CalendarDateTests {
  @Test(arguments: ["2026-11-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func `a date is written as it is read`(text: String) throws {
    #expect(try #require(CalendarDate(text)).description == text)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "26-11-01", "2026/11/01",
    "0000-01-01", "2026-11-01T00:00", "+026-11-01", "2026-11-1a", "",
  ])
  func `what is no date is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2038-01-19", 24_855),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func `days are counted from 1970`(text: String, days: Int) throws {
    #expect(try #require(CalendarDate(text)).daysSince1970 == days)
    #expect(CalendarDate(daysSince1970: days)?.description == text)
  }

  @Test func `every day of 400 years follows the one before`() throws {
    var previous = try #require(CalendarDate(daysSince1970: 0))
    for day in 1...146_097 {
      let date = try #require(CalendarDate(daysSince1970: day))
      let isNextDay = date.day == previous.day + 1 && date.month == previous.month
      #expect(previous < date && (isNextDay || date.day == 1) && date.daysSince1970 == day)
      previous = date
    }
  }

  @Test func `adding days ends with the years 1 and 9999`() throws {
    let date = try #require(CalendarDate("2024-02-28"))
    #expect(date.adding(days: 2)?.description == "2024-03-01")
    #expect(date.adding(days: -59)?.description == "2023-12-31")
    #expect(date.adding(days: 4_000_000) == nil)
    #expect(date.adding(days: Int.max) == nil)
  }
}
