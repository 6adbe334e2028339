import Foundation
import Synchronization

/// Programs that outlive the test which started them, ended with the tests at the latest.
enum DriverProcess {
  /// The one ChromeDriver for all tests, started when first asked for.
  static let chromium = Result { try startChromeDriver() }

  private static func startChromeDriver() throws -> WebDriverConnection {
    let tool = try Tool("chromedriver", package: "Debian's chromium-driver")
    // It picks a port for IPv6 first, which another program may have for IPv4.
    var tries = 5
    while true {
      do {
        let start = try tool.start(["--port=0"], until: "started successfully on port ")
        endWithTests(start.process)
        return WebDriverConnection(port: UInt16(start.number))
      } catch  where tries > 1 {
        tries -= 1
      }
    }
  }

  private static let processes = Mutex<Set<Int32>>([])
  private static let atEnd: Void = {
    atexit {
      for process in DriverProcess.processes.withLock(\.self) { kill(process, SIGKILL) }
    }
  }()

  /// Ends `process` when the tests end, if nobody has before.
  static func endWithTests(_ process: Process) {
    _ = atEnd
    processes.withLock { _ = $0.insert(process.processIdentifier) }
  }

  /// Ends `process` now.
  static func end(_ process: Process) {
    processes.withLock { _ = $0.remove(process.processIdentifier) }
    // Foundation starts programs with SIGTERM blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
