"""A mail server of somebody else's: takes mail and says what it got, as Python's own reader of mail understands it.

    mail-peer.py {"tls": "none" | "starttls" | "implicit", "certificate": PATH, "key": PATH, "login": [USER, PASSWORD],
                  "silent": true}

Writes its port on the first line, then a line of JSON for each mail, and ends when its input does.
"""

import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

settings = json.loads(sys.argv[1])


def say(thing):
    print(json.dumps(thing) if not isinstance(thing, int) else thing, flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 there is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say({
            "greeting": session.host_name,
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "user": (session.login_data or b"").decode(),
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "fields": [[name, str(value)] for name, value in mail.items()],
            "names": [a.display_name for a in mail["from"].addresses],
            "defects": [str(d) for d in mail.defects]
            + [str(d) for value in mail.values() for d in getattr(value, "defects", [])],
            "text": mail.get_content().replace("\r\n", "\n"),
            "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
            "raw": base64.b64encode(envelope.content).decode(),
        })
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    known = settings.get("login")
    if isinstance(data, LoginPassword) and known == [data.login.decode(), data.password.decode()]:
        return AuthResult(success=True, auth_data=data.login)
    return AuthResult(success=False, handled=False)


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(settings["certificate"], settings["key"])
    return made


def session():
    starts = settings["tls"] == "starttls"
    made = SMTP(
        Handler(), hostname="peer.example", tls_context=context() if starts else None, authenticator=check,
        auth_required="login" in settings, auth_require_tls=starts,
    )
    return made


async def silence(reader, writer):
    await reader.read()
    writer.close()


async def serve():
    loop = asyncio.get_running_loop()
    if settings.get("silent"):
        server = await asyncio.start_server(silence, "127.0.0.1", 0)
    else:
        tls = context() if settings["tls"] == "implicit" else None
        server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls)
    say(server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(serve())
