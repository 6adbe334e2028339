"""Lets most of what schemathesis makes up be about pages and comments that there are: by chance it would hardly find one."""

import json
import os

import schemathesis

PAGES = ["faq/mfa.html", "über uns.html"]
# What may be voted on, changed and taken back, each with its token.
OWN = "/api/comments/{id}"
COMMENTS = json.loads(os.environ["GUIDEGEN_API_COMMENTS"])


@schemathesis.auth(refresh_interval=None).apply_to(path=OWN)
class Author:
    """Sends the token of the comment's receipt; schemathesis tries by itself what happens without it."""

    def get(self, case, context):
        return COMMENTS.get(case.operation.method.lower(), COMMENTS["put"])["token"]

    def set(self, case, data, context):
        case.headers["Authorization"] = "Bearer " + data


@schemathesis.hook
def map_case(context, case):
    meta = case.meta
    # What is to be wrong stays as it was made.
    if meta is not None and not meta.generation.mode.is_positive:
        return case
    for fields in (case.query, case.body):
        if isinstance(fields, dict) and "page" in fields:
            fields["page"] = page(fields["page"])
    own = COMMENTS.get(case.operation.method.lower())
    if case.operation.path == OWN and own:
        case.path_parameters["id"] = own["id"]
    if case.operation.path == "/api/votes" and isinstance(case.body, dict):
        case.body["comment"] = COMMENTS["voted"]["id"]
    return case


def page(made_up):
    if isinstance(made_up, list):
        return [page(item) for item in made_up]
    # One in eight stays.
    place = sum(made_up.encode("utf-8", "surrogatepass")) % 8
    return made_up if place == 7 else PAGES[place % 2]
