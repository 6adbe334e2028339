"""A web server with files of all kinds: file-peer.py CERTIFICATE KEY, or without them for plain http.

Writes its port on the first line, then a line for each request, and ends when its input does.
"""

import http.server
import ssl
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, self.headers.get("User-Agent"), self.headers.get("If-None-Match"), flush=True)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/comments")
            self.end_headers()
        elif self.path == "/large":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(64):
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif self.path.startswith("/comments"):
            tag = '"state-7"'
            known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if known else 200)
            self.send_header("ETag", tag)
            self.end_headers()
            if not known:
                self.wfile.write('{"page":"ü"}\n'.encode())
        else:
            self.send_error(404)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if len(sys.argv) > 1:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
