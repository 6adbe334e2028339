#if Enrollment || Comments
import Glibc

/// Words that a person types without seeing them.
enum Passphrase {
  /// Asks at the terminal that the process belongs to; ends the process where there is none, or with Ctrl-C.
  ///
  /// - Parameter instead: how else to give it, for who has no terminal.
  static func ask(
    _ prompt: String, instead: String = "give it with --passphrase-file or --passphrase-fd"
  ) -> [UInt8] {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else {
      Terminal.printError(
        """
        error: there is no terminal to ask for the \(prompt.hasPrefix("New password") ? "password" : "passphrase")
          hint: \(instead)
        """)
      Exit.wrongCommandLine.leave()
    }
    defer { close(terminal) }
    var usual = termios()
    tcgetattr(terminal, &usual)
    var silent = usual
    // Keys come one by one, unseen, and Ctrl-C as a key: a signal would end the process and leave the terminal mute.
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { tcsetattr(terminal, TCSAFLUSH, &usual) }
    send(prompt, to: terminal)
    var words: [UInt8] = []
    var key: UInt8 = 0
    while read(terminal, &key, 1) == 1 {
      switch key {
      case 10, 13:
        send("\n", to: terminal)
        return words
      case 3, 4:
        tcsetattr(terminal, TCSAFLUSH, &usual)
        send("\n", to: terminal)
        exit(130)
      case 8, 127:
        // A character of UTF-8 goes as a whole.
        while let last = words.popLast(), last & 0xC0 == 0x80 {}
      case 21: words = []
      default: words.append(key)
      }
    }
    return words
  }

  /// Asks until the same words were typed twice.
  static func askTwice(
    _ name: String, instead: String = "give it with --passphrase-file or --passphrase-fd"
  ) -> [UInt8] {
    while true {
      let words = ask("\(name): ", instead: instead)
      if ask("\(name), again: ", instead: instead) == words { return words }
      Terminal.printError("the two differ; once more")
    }
  }

  private static func send(_ text: String, to terminal: Int32) {
    var text = text
    _ = text.withUTF8 { write(terminal, $0.baseAddress, $0.count) }
  }
}
#endif
