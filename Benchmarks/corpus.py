#!/usr/bin/env python3
"""Writes a guide of generated articles: the same for the same number and seed, on every machine.

    Benchmarks/corpus.py FOLDER --articles N [--seed N]

Each has about 4 kB of what help articles are made of: steps, lists, tables, code, callouts, pictures, links to other
articles and to their headings; some have directives too.
"""

import argparse
import pathlib
import random
import shutil

PROJECT = pathlib.Path(__file__).resolve().parent.parent

SUBJECTS = ["the authenticator app", "your mailbox", "the company network", "a shared calendar", "the printer on your floor",
            "a new phone", "your password", "the video room", "a guest account", "your home folder"]
VERBS = ["Set up", "Move", "Restore", "Share", "Lock", "Find", "Remove", "Renew"]
SENTENCES = [
    "You need the letter that the helpdesk has sent to you, and about ten minutes.",
    "The page asks for your *work account*, not for a private one.",
    "If nothing happens, wait a minute and press **Try again**.",
    "Your settings under `Account > Security` stay as they are; only the *second* factor is another one.",
    "Colleagues see the change after they have signed in again, which can take until the next morning.",
    "Do not give the code to anybody: **nobody at the helpdesk will ask for it**.",
    "The address begins with `https://portal.example.com/`, and nothing else does.",
    "On a shared computer, sign out before you leave.",
]
STEPS = [
    "Open **Settings** and choose *{subject}*.", "Press **Next** twice.", "Enter the six digits that the app shows.",
    "Write down the recovery code and keep it where others do not look.", "Press :kbd[Ctrl+Shift+N].",
    "Wait until the page says *Done*.", "Scan the code with the camera at the back.",
]
HEADINGS = ["Before you begin", "Step by step", "Check that it works", "If something goes wrong", "On a phone", "Limits"]
CODE = [
    "```bash\nnmcli connection up office\nping -c 3 portal.example.com\n```",
    "```json\n{\n  \"account\": \"user@example.com\",\n  \"digits\": 6,\n  \"period\": 30\n}\n```",
]
TABLE = "| Device | System | Works |\n|:---|---|---:|\n" + "".join(
    f"| {device} | {system} and later | {share} % |\n"
    for device, system, share in [("Laptop", "Windows 11", 98), ("Tablet", "iOS 17", 91), ("Phone", "Android 14", 95)])
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360"/></svg>\n'
# About how many articles a section holds.
SECTION = 20


def write_guide(folder, count, seed=1):
    """Makes `folder` a guide of `count` articles."""
    content = pathlib.Path(folder) / "content"
    (content / "_data").mkdir(parents=True)
    shutil.copy(PROJECT / "templates/starter/browsers.yml", content / "_data/browsers.yml")
    (content / "guide.yml").write_text("title: Help centre\nbase-url: https://help.example.com/\n")
    (content / "picture.svg").write_text(PICTURE)
    generator = random.Random(seed)
    # `random()` alone is promised to stay the same from one Python to the next.
    draw = generator.random
    for section in range((count + SECTION - 1) // SECTION):
        place = content / path_of(section * SECTION).parent
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.md").write_text(f"---\ntitle: Section {section}\nweight: {section}\n---\n\n{pick(SENTENCES, draw)}\n")
    for number in range(count):
        (content / path_of(number)).write_text(article(number, count, draw))


def path_of(number):
    """Where article `number` stands below `content/`: sections three by three in areas."""
    section = number // SECTION
    return pathlib.Path(f"area-{section // 3}/section-{section}/article-{number}.md")


def pick(choices, draw):
    return choices[int(draw() * len(choices))]


def article(number, count, draw):
    subject = pick(SUBJECTS, draw)
    lines = ["---", f"title: {pick(VERBS, draw)} {subject} ({number})", f"description: How to do it, part {number}.",
             f"tags: [tag-{int(draw() * 12)}]", "reviewed: 2026-01-15", "---", "", paragraph(draw), ""]
    for heading in HEADINGS:
        lines += [f"## {heading}", "", paragraph(draw), "", pick(PARTS, draw)(number, count, subject, draw), ""]
    return "\n".join(lines)


def paragraph(draw):
    return " ".join(pick(SENTENCES, draw) for _ in range(3 + int(draw() * 3)))


def steps(_number, _count, subject, draw):
    lines = []
    for step in range(1, 6):
        lines.append(f"{step}. {pick(STEPS, draw).format(subject=subject)}")
        if draw() < 0.3:
            lines += ["   - " + pick(SENTENCES, draw), "   - " + pick(SENTENCES, draw)]
    return "\n".join(lines)


def links(number, count, _subject, draw):
    others = [int(draw() * count) for _ in range(3)]
    return "\n".join(f"- See [article {other}](/{path_of(other)}#step-by-step) for more." for other in others)


def callout(_number, _count, _subject, draw):
    return f"> [!{pick(['NOTE', 'TIP', 'WARNING'], draw)}]\n> {pick(SENTENCES, draw)}\n> {pick(SENTENCES, draw)}"


def table(*_):
    return TABLE


def code(_number, _count, _subject, draw):
    return pick(CODE, draw)


def picture(_number, _count, subject, _draw):
    return f"![The page for {subject}](/picture.svg)"


def directive(number, _count, _subject, draw):
    return pick([":::private-mode{on=computer}\n:::", f"::qr[https://portal.example.com/{number}]"], draw)


PARTS = [steps, steps, steps, links, links, callout, callout, table, code, picture, directive]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_guide(options.folder, options.articles, options.seed)
