"""ALTCHA's own library at the other end: reads one JSON request, writes one JSON answer."""

import json
import sys

import altcha

request = json.load(sys.stdin)
keys = {name: bytes.fromhex(request[name]) for name in ("challenges", "answers") if name in request}


def solve():
    challenge = altcha.Challenge.from_dict(json.loads(request["challenge"]))
    solution = altcha.solve_challenge(challenge)
    return {"payload": altcha.Payload(challenge, solution).to_base64(), "counter": solution.counter}


def verify():
    # Once by the signature of the key, once by doing the work again.
    results = [
        altcha.verify_solution(request["payload"], keys["challenges"], hmac_key_secret=secret)
        for secret in (keys["answers"], None)
    ]
    return {"verified": [result.verified for result in results]}


def create():
    challenge = altcha.create_challenge(
        "PBKDF2/SHA-256",
        request["cost"],
        counter=request["counter"],
        expires_at=request["expires"],
        data=request["data"],
        hmac_secret=keys["challenges"],
        hmac_key_secret=keys["answers"],
    )
    solution = altcha.solve_challenge(challenge)
    return {"challenge": json.dumps(challenge.to_dict()), "payload": altcha.Payload(challenge, solution).to_base64()}


json.dump({"solve": solve, "verify": verify, "create": create}[request["do"]](), sys.stdout)
