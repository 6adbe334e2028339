extension Starter {
  /// The end of a new `guide.yml`: lines for its author to fill in. Nothing of an example may get to readers, so all of it is
  /// a comment.
  static let helpdesk = """

    # Whom can readers ask? Fill these lines in and take the "# " in front of them away; until then pages name nobody.
    # They stand at the foot of each page, and articles can say {{helpdesk.phone}}.
    #
    # helpdesk:
    #   name: IT Helpdesk
    #   phone: "+1 555 0100"
    #   email: helpdesk@example.com
    #   hours: Monday to Friday, 8:00 to 17:00

    """
}
