#!/usr/bin/env python3
"""How long an author waits for `guidegen serve`, with the articles that a folder holds.

    latency.py GUIDEGEN GUIDE [ROUNDS]

GUIDEGEN is the program (a release build), GUIDE a folder with a content/, which is copied to a folder in memory first.
Printed are, in milliseconds: from the start of the process to the last byte of the first page; from the moment before an
article is written to the last byte of the first answer that has it, asked for without pause; the same for a page that
waits for the event before it asks. For the last two the median, the 90th percentile and the worst of ROUNDS (50).
Python's own part in it (connect, send, receive) is printed too: a request when nothing has changed.
"""

import http.client
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def show(name, times):
    times = sorted(1000 * t for t in times)
    print(f"{name:<34} median {statistics.median(times):7.2f}   p90 {times[int(len(times) * 0.9)]:7.2f}   worst {times[-1]:7.2f}")


def listen(port, page, body):
    shown = re.search(rb'data-shown="([^"]*)"', body).group(1).decode()
    stream = socket.create_connection(("127.0.0.1", port))
    stream.sendall(f"GET /_preview/events?page={page}&shown={shown}&findings= HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return stream


def read_until(stream, text):
    received = b""
    while text not in received:
        part = stream.recv(65536)
        assert part, "the preview closed the stream"
        received += part


def main():
    program, guide = sys.argv[1], pathlib.Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    with tempfile.TemporaryDirectory(dir="/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None) as memory:
        shutil.copytree(guide / "content", f"{memory}/content")
        articles = sorted(p for p in pathlib.Path(memory, "content").rglob("*.md") if p.name != "index.md" and "_" not in str(p.relative_to(memory)))
        article = articles[len(articles) // 2]
        page = "/" + str(article.relative_to(f"{memory}/content").with_suffix(".html"))
        print(f"{len(articles)} articles; {page}")
        starts = []
        for _ in range(5):
            start = time.perf_counter()
            preview = subprocess.Popen([program, "serve", memory, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
            port = int(preview.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
            get(port, page)
            starts.append(time.perf_counter() - start)
            if len(starts) < 5:
                preview.terminate()
                preview.wait()
        try:
            show("start to first page", starts)
            idle = []
            for _ in range(rounds):
                start = time.perf_counter()
                get(port, page)
                idle.append(time.perf_counter() - start)
            show("a request, nothing changed", idle)
            original = article.read_text()
            asked, told = [], []
            for number in range(rounds):
                word = f"Saved{number}x"
                start = time.perf_counter()
                article.write_text(original + f"\n{word}\n")
                while word.encode() not in get(port, page):
                    pass
                asked.append(time.perf_counter() - start)
                time.sleep(0.02)
            show("saved to served", asked)
            for number in range(rounds):
                stream = listen(port, page, get(port, page))
                read_until(stream, b":\n\n")
                word = f"Told{number}x"
                start = time.perf_counter()
                article.write_text(original + f"\n{word}\n")
                read_until(stream, b"event: page")
                body = get(port, page)
                told.append(time.perf_counter() - start)
                assert word.encode() in body, "the page was told before the new one was there"
                stream.close()
                time.sleep(0.02)
            show("saved to served, by the event", told)
        finally:
            preview.terminate()
            print("status at the end:", preview.wait())


main()
