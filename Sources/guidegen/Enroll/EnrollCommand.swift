#if Enrollment
import ArgumentParser

/// `guidegen enroll`: who gets which secret.
struct EnrollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll",
    abstract: "Makes codes for authenticator apps, for a list of people.",
    discussion: """
      The secrets rest in one encrypted file, the vault. From a list to a code that can be scanned:

        guidegen enroll plan users.csv
        guidegen enroll import users.csv
        guidegen enroll show jo@example.com --qr

      The vault's passphrase is asked for at the terminal, or read from --passphrase-file or --passphrase-fd; never from \
      the command line or the environment, where others could see it.
      """,
    subcommands: [
      EnrollImportCommand.self, EnrollPlanCommand.self, EnrollListCommand.self, EnrollShowCommand.self,
      EnrollRotateCommand.self, EnrollRevokeCommand.self, EnrollVerifyCommand.self, EnrollRecoveryCodesCommand.self,
      EnrollExportCommand.self, EnrollPagesCommand.self,
      EnrollPassphraseCommand.self,
    ])
}
#endif
