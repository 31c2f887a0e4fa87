/// The TLS server as a Python program: the ssl module does what Swift has no library for here.
///
/// Arguments: certificate file, authority file for client certificates or `-`, mode. It prints its port on the first
/// line of standard output. When standard input ends, it prints one line for each request (protocol, bytes of body, client
/// certificate's subject) and ends; not before, because a pipe that nobody reads would stop it after some thousands.
///
/// HTTP/2 is spoken by hand, as far as these faults need it: request headers are not decoded (HPACK's state does
/// not matter to a server that ignores them), and answers use literal fields and the static table only.
enum TLSServerScript {
    static let text = #"""
        import os, socket, ssl, struct, sys, threading

        certificate, authority, mode = sys.argv[1:4]

        def context():
            made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            made.load_cert_chain(certificate)
            if mode.startswith("h2"):
                made.set_alpn_protocols(["h2", "http/1.1"])
            if mode == "tls11":
                made.set_ciphers("ALL:@SECLEVEL=0")
                made.minimum_version = ssl.TLSVersion.TLSv1
                made.maximum_version = ssl.TLSVersion.TLSv1_1
            if authority != "-":
                made.verify_mode = ssl.CERT_REQUIRED
                made.load_verify_locations(authority)
            return made

        said = []

        def say(*words):
            said.append(" ".join(map(str, words)))

        def subject(stream):
            peer = stream.getpeercert() if authority != "-" else None
            return dict(pair[0] for pair in peer["subject"])["commonName"] if peer else "-"

        def http1(stream):
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    piece = stream.recv(65536)
                    if not piece:
                        return
                    data += piece
                head, data = data.split(b"\r\n\r\n", 1)
                length = 0
                for line in head.split(b"\r\n")[1:]:
                    name, value = line.split(b":", 1)
                    if name.lower() == b"content-length":
                        length = int(value)
                    if name.lower() == b"expect":
                        stream.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                left = length - len(data)
                data = b""
                while left > 0:
                    piece = stream.recv(min(left, 1 << 20))
                    if not piece:
                        return
                    left -= len(piece)
                say("http/1.1", length, subject(stream))
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")

        def exactly(stream, count):
            data = b""
            while len(data) < count:
                piece = stream.recv(count - len(data))
                if not piece:
                    raise EOFError
                data += piece
            return data

        def frame(kind, flags, number, payload=b""):
            return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, number) + payload

        DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
        REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM = 7, 8, 11

        def status(number, code):
            # Literal field without indexing, name :status from the static table (index 8).
            value = str(code).encode()
            return frame(HEADERS, 4 | 1, number, bytes([8, len(value)]) + value)

        def http2(stream):
            exactly(stream, 24)
            stream.sendall(frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 1 << 20)))
            bodies = {}
            while True:
                size, kind, flags, number = struct.unpack(">IBBI", b"\0" + exactly(stream, 9))
                payload = exactly(stream, size)
                if kind == SETTINGS and not flags & 1:
                    stream.sendall(frame(SETTINGS, 1, 0))
                elif kind == PING and not flags & 1:
                    stream.sendall(frame(PING, 1, 0, payload))
                elif kind == HEADERS:
                    bodies[number] = 0
                    if mode == "h2-refused":
                        say("h2-refused", 0, "-")
                        stream.sendall(frame(RST_STREAM, 0, number, struct.pack(">I", REFUSED_STREAM)))
                    elif mode == "h2-goaway":
                        say("h2-goaway", 0, "-")
                        stream.sendall(frame(GOAWAY, 0, 0, struct.pack(">II", 0, ENHANCE_YOUR_CALM)))
                        return
                    elif mode == "h2-413":
                        say("h2-413", 0, "-")
                        stream.sendall(status(number, 413))
                        stream.sendall(frame(RST_STREAM, 0, number, struct.pack(">I", 0)))
                elif kind == DATA:
                    if mode == "h2-reset":
                        say("h2-reset", len(payload), "-")
                        stream.sendall(frame(RST_STREAM, 0, number, struct.pack(">I", CANCEL)))
                        continue
                    bodies[number] = bodies.get(number, 0) + len(payload)
                    if payload:
                        credit = struct.pack(">I", len(payload))
                        stream.sendall(frame(WINDOW_UPDATE, 0, 0, credit))
                        if not flags & 1:
                            stream.sendall(frame(WINDOW_UPDATE, 0, number, credit))
                if flags & 1 and kind in (HEADERS, DATA) and mode == "h2":
                    say("h2", bodies[number], subject(stream))
                    stream.sendall(status(number, 200))

        def serve(plain):
            if mode == "stall":
                plain.recv(1 << 16)
                stalled.append(plain)
                return
            try:
                with tls.wrap_socket(plain, server_side=True) as stream:
                    if stream.selected_alpn_protocol() == "h2":
                        http2(stream)
                    else:
                        http1(stream)
            except (OSError, EOFError):
                pass

        stalled = []
        tls = context()
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)

        def accept():
            while True:
                plain, _ = listener.accept()
                threading.Thread(target=serve, args=(plain,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()
        print("\n".join(said), flush=True)
        os._exit(0)

        """#
}
