"""Lets most of what schemathesis makes up be about a page that there is: by chance it would hardly find one."""

import schemathesis

PAGES = ["faq/mfa.html", "über uns.html"]


@schemathesis.hook
def map_case(context, case):
    meta = case.meta
    # What is to be wrong stays as it was made.
    if meta is None or meta.generation.mode.is_positive:
        for fields in (case.query, case.body):
            if isinstance(fields, dict) and "page" in fields:
                fields["page"] = page(fields["page"])
    return case


def page(made_up):
    if isinstance(made_up, list):
        return [page(item) for item in made_up]
    # One in eight stays.
    place = sum(made_up.encode("utf-8", "surrogatepass")) % 8
    return made_up if place == 7 else PAGES[place % 2]
