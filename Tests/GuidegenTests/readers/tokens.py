"""Reads what `guidegen enroll export` wrote with readers that others wrote, and prints a line a token.

tokens.py FORMAT FILE [KEY]   KEY is a pre-shared key in hexadecimal digits, or a password behind "password:";
              for Keycloak, recovery codes whose hashes must be there

A line is: name, serial, secret in hexadecimal digits, hash, digits, and period or counter; "-" where the format is silent.
"""

import base64
import csv
import hashlib
import json
import logging
import sys


def line(name, serial, secret, algorithm, digits, moving):
    print(name, serial, secret.hex(), algorithm, digits, moving)


def base32(text):
    return base64.b32decode(text + "=" * (-len(text) % 8))


def privacyidea():
    """privacyIDEA's own parsers, which want an application around them."""
    import flask
    import flask_babel

    logging.disable(logging.WARNING)
    application = flask.Flask("readers")
    flask_babel.Babel(application)
    application.app_context().push()
    from privacyidea.lib import importotp

    return importotp


def of_privacyidea(tokens):
    for serial, token in tokens.items():
        if token["type"] == "tan":
            print(token["user"]["username"], serial, "tan", token["tans"])
            continue
        name = (token.get("user") or {}).get("username", "-")
        moving = f"period={token['timeStep']}" if token["type"] == "totp" else f"counter={token['counter']}"
        line(name, serial, bytes.fromhex(token["otpkey"]), token["hashlib"].upper(), token["otplen"], moving)


def read_privacyidea_csv(text, key):
    of_privacyidea(privacyidea().parseOATHcsv(text))


def read_privacyidea_pskc(text, key):
    password = key.removeprefix("password:") if key and key.startswith("password:") else None
    tokens, refused = privacyidea().parsePSKCdata(
        text, preshared_key_hex=None if password else key, password=password, validate_mac="check_fail_hard")
    assert not refused, refused
    of_privacyidea(tokens)


def read_pskc(text, key):
    import io

    import pskc

    container = pskc.PSKC(io.BytesIO(text.encode()))
    if key and key.startswith("password:"):
        container.encryption.derive_key(key.removeprefix("password:"))
    elif key:
        container.encryption.key = bytes.fromhex(key)
    for token in container.keys:
        moving = f"counter={token.counter}" if token.algorithm.endswith("hotp") else f"period={token.time_interval}"
        # Reading the secret checks the code beside it.
        line(token.userid.removeprefix("UID="), token.serial, token.secret, token.algorithm_suite or "SHA1",
             token.response_length, moving)


def read_key_uri(text, key):
    import pyotp

    for address in text.splitlines():
        token = pyotp.parse_uri(address)
        moving = f"counter={token.initial_count}" if isinstance(token, pyotp.HOTP) else f"period={token.interval}"
        line(token.name, "-", token.byte_secret(), token.digest().name.upper(), token.digits, moving)


def read_google_authenticator(text, key):
    from otpa.migration import migration_link_to_payload

    batches = set()
    for number, address in enumerate(text.splitlines()):
        payload = migration_link_to_payload(address)
        assert payload.batch_index == number and payload.batch_size == len(text.splitlines()), payload
        assert len(payload.otp_parameters) <= 10, len(payload.otp_parameters)
        batches.add(payload.batch_id)
        for token in payload.otp_parameters:
            moving = f"counter={token.counter}" if token.type.name == "HOTP" else "period=30"
            line(token.name, "-", token.secret, token.algorithm.name, {"SIX": 6, "EIGHT": 8}[token.digits.name], moving)
    assert len(batches) == 1, batches


def read_entra_csv(text, key):
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["upn", "serial number", "secret key", "time interval", "manufacturer", "model"], rows[0]
    for name, serial, secret, period, manufacturer, model in rows[1:]:
        assert manufacturer and model
        line(name, serial, base32(secret), "SHA1", 6, f"period={period}")


def read_entra_graph(text, key):
    body = json.loads(text)
    assert body["@context"] == "#$delta"
    for number, device in enumerate(body["value"]):
        assert device["@contentId"] == str(number + 1)
        line(device.get("assignTo", {}).get("id", "-"), device["serialNumber"], base32(device["secretKey"]),
             device["hashFunction"].removeprefix("hmac").upper(), 6, f"period={device['timeIntervalInSeconds']}")


def read_keycloak(text, key):
    for user in json.loads(text)["users"]:
        credential, *others = user["credentials"]
        data, secret = json.loads(credential["credentialData"]), json.loads(credential["secretData"])
        assert credential["type"] == "otp" and data["secretEncoding"] == "BASE32"
        moving = f"period={data['period']}" if data["subType"] == "totp" else f"counter={data['counter']}"
        line(user["username"], credential["userLabel"], base32(secret["value"]),
             data["algorithm"].removeprefix("Hmac"), data["digits"], moving)
        for other in others:
            data, secret = json.loads(other["credentialData"]), json.loads(other["secretData"])
            assert other["type"] == "recovery-authn-codes" and data["remaining"] == data["total"] == len(secret["codes"])
            assert [code["number"] for code in secret["codes"]] == list(range(1, data["total"] + 1))
            hashes = [hashlib.sha512(code.encode()).digest() for code in key.split()]
            assert [base64.b64decode(code["encodedHashedValue"], validate=True) for code in secret["codes"]] == hashes
            print(user["username"], "recovery", len(hashes))


def read_authelia(text, key):
    import datetime

    import yaml

    for token in yaml.safe_load(text)["totp_configurations"]:
        assert isinstance(token["created_at"], datetime.datetime), token["created_at"]
        secret = base32(base64.b64decode(token["secret"], validate=True).decode())
        line(token["username"], "-", secret, token["algorithm"], token["digits"], f"period={token['period']}")


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        globals()["read_" + sys.argv[1].replace("-", "_")](file.read(), sys.argv[3] if len(sys.argv) > 3 else None)
